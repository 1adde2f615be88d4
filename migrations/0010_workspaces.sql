-- Up Migration

-- Workspaces, by the id of their machine identity: an internal account, which is also the application that it signs in as.
CREATE TABLE workspaces (
  id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  display_name text NOT NULL,
  description text,
  logo_url text,
  -- Who answers for it; when that account is erased, nobody does.
  owner_id uuid REFERENCES users (id) ON DELETE SET NULL,
  is_managed boolean NOT NULL,
  workspace_type text NOT NULL,
  desired_state text NOT NULL CHECK (desired_state IN ('not_initialized', 'pending', 'available', 'failed', 'deactivated', 'deleted')),
  status text NOT NULL CHECK (status IN ('not_initialized', 'pending', 'available', 'failed', 'deactivated', 'deleted')),
  state_reason text,
  -- What its server is to run, and what it says that it runs.
  configured_version text,
  server_version text,
  server_url text,
  -- When its server was last heard of.
  last_seen timestamptz,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT workspaces_of_organization UNIQUE (id, organization_id)
);
CREATE UNIQUE INDEX workspaces_name_unique ON workspaces (name_key);
CREATE INDEX workspaces_organization ON workspaces (organization_id, id);
CREATE INDEX workspaces_owner ON workspaces (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE projects (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  display_name text NOT NULL,
  description text,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT projects_workspace_fk FOREIGN KEY (workspace_id, organization_id) REFERENCES workspaces (id, organization_id) ON DELETE CASCADE,
  CONSTRAINT projects_of_workspace UNIQUE (id, workspace_id)
);
CREATE UNIQUE INDEX projects_name_unique ON projects (workspace_id, name_key);
CREATE INDEX projects_workspace ON projects (workspace_id, organization_id, id);

-- Where a role is held: in the whole organization, in one workspace of it, in one project of that.
ALTER TABLE role_assignments
  ADD COLUMN workspace_id uuid,
  ADD COLUMN project_id uuid,
  ADD CONSTRAINT role_assignments_workspace_fk FOREIGN KEY (workspace_id, organization_id) REFERENCES workspaces (id, organization_id) ON DELETE CASCADE,
  ADD CONSTRAINT role_assignments_project_fk FOREIGN KEY (project_id, workspace_id) REFERENCES projects (id, workspace_id) ON DELETE CASCADE,
  ADD CONSTRAINT role_assignments_place CHECK (project_id IS NULL OR workspace_id IS NOT NULL),
  DROP CONSTRAINT role_assignments_unique,
  ADD CONSTRAINT role_assignments_unique UNIQUE NULLS NOT DISTINCT (role_id, user_id, team_id, workspace_id, project_id);
CREATE INDEX role_assignments_workspace ON role_assignments (workspace_id, user_id, team_id) WHERE workspace_id IS NOT NULL;
CREATE INDEX role_assignments_project ON role_assignments (project_id) WHERE project_id IS NOT NULL;

-- What somebody, or a team, may do to one resource of a workspace beside what their roles hold.
CREATE TABLE resource_shares (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  -- Of a resource that is in a project.
  project_id uuid,
  resource_type text COLLATE "C" NOT NULL,
  resource_id uuid NOT NULL,
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  team_id uuid,
  actions text[] COLLATE "C" NOT NULL,
  -- Who shared it.
  shared_by uuid REFERENCES users (id) ON DELETE SET NULL,
  created timestamptz NOT NULL,
  FOREIGN KEY (workspace_id, organization_id) REFERENCES workspaces (id, organization_id) ON DELETE CASCADE,
  FOREIGN KEY (project_id, workspace_id) REFERENCES projects (id, workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (team_id, organization_id) REFERENCES teams (id, organization_id) ON DELETE CASCADE,
  CONSTRAINT resource_shares_holder CHECK (num_nonnulls(user_id, team_id) = 1),
  CONSTRAINT resource_shares_unique UNIQUE NULLS NOT DISTINCT (workspace_id, resource_type, resource_id, project_id, user_id, team_id)
);
CREATE INDEX resource_shares_user ON resource_shares (user_id, workspace_id, resource_type) WHERE user_id IS NOT NULL;
CREATE INDEX resource_shares_team ON resource_shares (team_id, workspace_id, resource_type) WHERE team_id IS NOT NULL;
CREATE INDEX resource_shares_project ON resource_shares (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX resource_shares_shared_by ON resource_shares (shared_by) WHERE shared_by IS NOT NULL;
