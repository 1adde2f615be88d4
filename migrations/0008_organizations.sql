-- Up Migration

-- Tenants. Of each row that refers to a user or an organization, the foreign key says what becomes of it.
CREATE TABLE organizations (
  -- UUIDv7: its order is the order of creation.
  id uuid PRIMARY KEY,
  name text NOT NULL,
  -- The name as it is compared (kernel/text.ts identifierKey).
  name_key text COLLATE "C" NOT NULL,
  description text,
  logo_url text,
  -- Who answers for it: one of its administrators. When the account is erased, the organization stays.
  owner_id uuid REFERENCES users (id) ON DELETE SET NULL,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  -- Set on a tombstone: gone for everyone, restorable until it is erased.
  deleted timestamptz
);
CREATE UNIQUE INDEX organizations_name_unique ON organizations (name_key) WHERE deleted IS NULL;
CREATE INDEX organizations_owner ON organizations (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX organizations_tombstones ON organizations (deleted) WHERE deleted IS NOT NULL;

-- Domains of e-mail addresses whose accounts an organization may know of.
CREATE TABLE trusted_domains (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  -- Lower case; internationalized ones as ASCII (RFC 5891 A-labels).
  domain text COLLATE "C" NOT NULL,
  PRIMARY KEY (organization_id, domain)
);
CREATE INDEX users_email_domain ON users (substring(email_key FROM '@([^@]*)$'), id) WHERE deleted IS NULL AND email_key IS NOT NULL;

-- Every organization has each predefined role as a row of its own, since an assignment names nothing but the role.
CREATE TABLE roles (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  level text NOT NULL CHECK (level IN ('organization', 'workspace', 'project', 'team')),
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  description text,
  -- Key of a predefined role: what it holds is said in kernel/access.ts. Of a custom one null.
  predefined text COLLATE "C",
  -- What a custom role holds.
  permissions text[] COLLATE "C",
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT roles_held CHECK ((predefined IS NULL) <> (permissions IS NULL)),
  CONSTRAINT roles_of_organization UNIQUE (id, organization_id)
);
CREATE UNIQUE INDEX roles_name_unique ON roles (organization_id, name_key);
CREATE INDEX roles_organization ON roles (organization_id, id);

CREATE TABLE teams (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  description text,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT teams_of_organization UNIQUE (id, organization_id)
);
CREATE UNIQUE INDEX teams_name_unique ON teams (organization_id, name_key);
CREATE INDEX teams_organization ON teams (organization_id, id);

-- A place in a team. Its organization stands here too, so that a lookup by person and organization is one index.
CREATE TABLE team_members (
  team_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created timestamptz NOT NULL,
  CONSTRAINT team_members_unique PRIMARY KEY (team_id, user_id),
  FOREIGN KEY (team_id, organization_id) REFERENCES teams (id, organization_id) ON DELETE CASCADE
);
CREATE INDEX team_members_user ON team_members (user_id, organization_id, team_id);

-- Who holds which role: a person, a service account or a team. Whoever holds one is a member of the organization.
CREATE TABLE role_assignments (
  id uuid PRIMARY KEY,
  role_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  team_id uuid,
  created timestamptz NOT NULL,
  FOREIGN KEY (role_id, organization_id) REFERENCES roles (id, organization_id) ON DELETE CASCADE,
  FOREIGN KEY (team_id, organization_id) REFERENCES teams (id, organization_id) ON DELETE CASCADE,
  CONSTRAINT role_assignments_holder CHECK (num_nonnulls(user_id, team_id) = 1),
  CONSTRAINT role_assignments_unique UNIQUE NULLS NOT DISTINCT (role_id, user_id, team_id)
);
CREATE INDEX role_assignments_user ON role_assignments (user_id, organization_id) WHERE user_id IS NOT NULL;
CREATE INDEX role_assignments_team ON role_assignments (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX role_assignments_role ON role_assignments (role_id, id);
CREATE INDEX role_assignments_organization ON role_assignments (organization_id, user_id, team_id);

-- Service accounts and applications of an organization end with it. Rows from before named what was not checked.
ALTER TABLE users ADD CONSTRAINT users_organization_fk FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;
ALTER TABLE applications ADD CONSTRAINT applications_organization_fk FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE NOT VALID;

-- What is known of a service account beyond the account itself. Those of applications have no row here.
CREATE TABLE service_accounts (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  description text,
  -- Who answers for it; when that account is erased, nobody does.
  owner_id uuid REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX service_accounts_owner ON service_accounts (owner_id) WHERE owner_id IS NOT NULL;

-- API keys of service accounts, and personal access tokens of people: SHA-256 of 256 random bits.
CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  description text,
  hash bytea NOT NULL,
  -- The value before the last rotation, and until when it works.
  hash_before bytea,
  before_until timestamptz,
  -- Of the last rotation.
  retain_period_minutes integer NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  -- null: never.
  expires timestamptz,
  last_login timestamptz,
  last_rotated timestamptz,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL
);
CREATE UNIQUE INDEX api_keys_name_unique ON api_keys (user_id, name_key);
CREATE INDEX api_keys_user ON api_keys (user_id, id);
