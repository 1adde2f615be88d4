-- Up Migration

-- An invitation: a placeholder for whoever has an e-mail address. It holds roles and team places, which give nobody
-- anything until they pass to the account that accepts. One whose time is over is told by `expires` alone.
CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  email text NOT NULL,
  -- The address as it is compared (kernel/text.ts identifierKey).
  email_key text COLLATE "C" NOT NULL,
  -- SHA-256 of the tokens of its two links. The one that was mailed proves the address; the one that was shown to
  -- whoever made it, to be handed on, proves nothing, and works while that account holds all that it leads to.
  mailed_hash bytea,
  copied_hash bytea,
  copied_by uuid REFERENCES users (id) ON DELETE SET NULL,
  -- Decided when it is made: the next sign-in by an identity provider with this address accepts it.
  completes boolean NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn')),
  invited_by uuid REFERENCES users (id) ON DELETE SET NULL,
  created timestamptz NOT NULL,
  -- When its links were last made.
  sent timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  -- When it was accepted, declined or withdrawn.
  closed timestamptz,
  -- Its links show whoever accepted what came of it.
  accepted_by uuid REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT invitations_of_organization UNIQUE (id, organization_id),
  CONSTRAINT invitations_closed CHECK ((status = 'pending') = (closed IS NULL)),
  CONSTRAINT invitations_links CHECK (status IN ('pending', 'accepted') OR num_nonnulls(mailed_hash, copied_hash) = 0)
);
CREATE UNIQUE INDEX invitations_one_open ON invitations (organization_id, email_key) WHERE status = 'pending';
CREATE INDEX invitations_organization ON invitations (organization_id, id);
CREATE INDEX invitations_email ON invitations (email_key, id) WHERE status = 'pending';
CREATE UNIQUE INDEX invitations_mailed ON invitations (mailed_hash) WHERE mailed_hash IS NOT NULL;
CREATE UNIQUE INDEX invitations_copied ON invitations (copied_hash) WHERE copied_hash IS NOT NULL;
CREATE INDEX invitations_copied_by ON invitations (copied_by) WHERE copied_by IS NOT NULL;
CREATE INDEX invitations_invited_by ON invitations (invited_by) WHERE invited_by IS NOT NULL;
CREATE INDEX invitations_accepted_by ON invitations (accepted_by) WHERE accepted_by IS NOT NULL;
CREATE INDEX invitations_over ON invitations ((COALESCE(closed, expires)));

-- A third kind of holder of roles.
ALTER TABLE role_assignments
  ADD COLUMN invitation_id uuid,
  ADD FOREIGN KEY (invitation_id, organization_id) REFERENCES invitations (id, organization_id) ON DELETE CASCADE,
  DROP CONSTRAINT role_assignments_holder,
  ADD CONSTRAINT role_assignments_holder CHECK (num_nonnulls(user_id, team_id, invitation_id) = 1),
  DROP CONSTRAINT role_assignments_unique,
  ADD CONSTRAINT role_assignments_unique UNIQUE NULLS NOT DISTINCT (role_id, user_id, team_id, invitation_id, workspace_id, project_id);
CREATE INDEX role_assignments_invitation ON role_assignments (invitation_id) WHERE invitation_id IS NOT NULL;

-- Team places of invitations: apart from those of accounts, which are all that counts.
CREATE TABLE team_invitations (
  team_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  invitation_id uuid NOT NULL,
  created timestamptz NOT NULL,
  CONSTRAINT team_invitations_unique PRIMARY KEY (team_id, invitation_id),
  FOREIGN KEY (team_id, organization_id) REFERENCES teams (id, organization_id) ON DELETE CASCADE,
  FOREIGN KEY (invitation_id, organization_id) REFERENCES invitations (id, organization_id) ON DELETE CASCADE
);
CREATE INDEX team_invitations_invitation ON team_invitations (invitation_id);

-- The e-mail address of a local account that was proven: a link mailed to it was used, or a superuser set it. It counts
-- while it is the account's address. What a provider verified stands in user_identities.
CREATE TABLE proven_addresses (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  email_key text COLLATE "C" NOT NULL,
  proven timestamptz NOT NULL
);
-- Before this, a superuser set every address that its account's owner did not change.
INSERT INTO proven_addresses (user_id, email_key, proven)
  SELECT u.id, u.email_key, now() FROM users u
  WHERE u.email_key IS NOT NULL AND u.oauth_provider IS NULL AND NOT EXISTS (
    SELECT 1 FROM audit_log l
    WHERE l.target_id = u.id::text AND l.action = 'user.update' AND l.actor_id = u.id AND l.after ? 'email');
