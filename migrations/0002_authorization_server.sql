-- Up Migration

-- OAuth clients. The id is the client_id; a machine's application has a service account with the same id.
CREATE TABLE applications (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  type text NOT NULL CHECK (type IN ('web', 'single_page', 'native', 'machine')),
  redirect_uris text[] NOT NULL DEFAULT '{}',
  post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
  backchannel_logout_uri text,
  -- What it may ask for.
  scopes text[] NOT NULL,
  -- How it proves who it is at the token endpoint; public ones 'none'.
  auth_method text NOT NULL CHECK (auth_method IN ('client_secret', 'private_key_jwt', 'none')),
  -- Public keys for private_key_jwt (RFC 7523), or where they are.
  jwks jsonb,
  jwks_uri text,
  logo_url text,
  -- The installation's own: nobody is asked for consent.
  is_trusted boolean NOT NULL DEFAULT false,
  -- The console and the command line: made by the system, not to be deleted.
  is_system boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  dpop_bound boolean NOT NULL DEFAULT false,
  require_par boolean NOT NULL DEFAULT false,
  organization_id uuid,
  -- Set for machines: whom its tokens stand for. Deleting the account deletes the application.
  service_account_id uuid UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  -- What a client said of itself when it registered by itself (RFC 7591); null: made through the API.
  registration jsonb,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT applications_machine_account CHECK ((type = 'machine') = (service_account_id IS NOT NULL)),
  CONSTRAINT applications_account_is_client CHECK (service_account_id IS NULL OR service_account_id = id)
);
CREATE INDEX applications_name ON applications (name_key, id);
CREATE INDEX applications_organization ON applications (organization_id, id) WHERE organization_id IS NOT NULL;

-- Client secrets, stored as SHA-256 of 256 random bits. Several at once while one takes over from another.
CREATE TABLE application_secrets (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  hash bytea NOT NULL,
  -- The first characters, so that people can tell secrets apart.
  hint text NOT NULL,
  created timestamptz NOT NULL,
  -- null: until it is rotated away.
  expires timestamptz,
  last_used timestamptz
);
CREATE INDEX application_secrets_application ON application_secrets (application_id, id);
CREATE INDEX application_secrets_expires ON application_secrets (expires) WHERE expires IS NOT NULL;

-- What a person has agreed to.
CREATE TABLE consents (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  scopes text[] NOT NULL,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  PRIMARY KEY (user_id, application_id)
);
CREATE INDEX consents_application ON consents (application_id);

-- An application that acts for somebody has a session of its own. Without offline_access it ends with the browser's.
ALTER TABLE sessions
  ADD COLUMN application_id uuid REFERENCES applications (id) ON DELETE CASCADE,
  ADD COLUMN parent_id uuid REFERENCES sessions (id) ON DELETE CASCADE,
  ADD COLUMN scopes text[];
CREATE INDEX sessions_application ON sessions (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX sessions_parent ON sessions (parent_id) WHERE parent_id IS NOT NULL;

-- What the authorization server keeps: codes, refresh tokens, grants, interactions. By the SHA-256 of their value;
-- the payload is sealed with the installation key.
CREATE TABLE oauth_artifacts (
  kind text NOT NULL,
  id bytea NOT NULL,
  payload bytea NOT NULL,
  -- The session of the grant: what hangs on it goes with it.
  grant_id uuid REFERENCES sessions (id) ON DELETE CASCADE,
  -- SHA-256 of a second name that it can be found by.
  uid bytea,
  user_code bytea,
  consumed timestamptz,
  expires timestamptz NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX oauth_artifacts_grant ON oauth_artifacts (grant_id) WHERE grant_id IS NOT NULL;
CREATE UNIQUE INDEX oauth_artifacts_uid ON oauth_artifacts (kind, uid) WHERE uid IS NOT NULL;
CREATE UNIQUE INDEX oauth_artifacts_user_code ON oauth_artifacts (kind, user_code) WHERE user_code IS NOT NULL;
CREATE INDEX oauth_artifacts_expires ON oauth_artifacts (expires);

-- A key is published from when it is made, signs from when it activates until another one does, and stays
-- published until nothing that it signed is good any more. Its state follows from the clock.
ALTER TABLE signing_keys ADD COLUMN activates timestamptz;
UPDATE signing_keys SET activates = created;
ALTER TABLE signing_keys ALTER COLUMN activates SET NOT NULL;
CREATE UNIQUE INDEX signing_keys_activates ON signing_keys (activates);
