-- Up Migration

-- Substring search (GET /users?q=) has its index from here. A trusted extension: the owner of a database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One row: facts of the whole installation, and the lock under which invariants that span accounts are kept.
CREATE TABLE installation (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  -- Sealed with the installation key: tells at the start whether a process holds the right one.
  key_check bytea,
  created timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation (id) VALUES (1);

-- People, service accounts and the system's own accounts: one kind of principal.
CREATE TABLE users (
  -- UUIDv7: its order is the order of creation.
  id uuid PRIMARY KEY,
  username text NOT NULL,
  email text,
  -- username, email and name as they are compared and sorted (kernel/text.ts identifierKey); no name is ''.
  username_key text COLLATE "C" NOT NULL,
  email_key text COLLATE "C",
  name_key text COLLATE "C" NOT NULL DEFAULT '',
  name text,
  avatar_url text,
  company text COLLATE "C",
  job_title text COLLATE "C",
  metadata jsonb,
  -- null: the account has no local password.
  password_expired boolean,
  oauth_provider text,
  oauth_id text,
  is_active boolean NOT NULL DEFAULT true,
  is_superuser boolean NOT NULL DEFAULT false,
  is_service_account boolean NOT NULL DEFAULT false,
  -- The system's own: the reserved admin, later the machine identities of workspaces.
  is_internal boolean NOT NULL DEFAULT false,
  is_onboarded boolean NOT NULL DEFAULT false,
  -- Set on service accounts.
  organization_id uuid,
  -- Name, username and e-mail address, each behind a space, in compared form: what q searches.
  search_text text COLLATE "C" NOT NULL,
  -- Rises with every change: the ETag.
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  last_login timestamptz,
  -- Set on a tombstone: the account is gone for everyone, but can be restored until it is erased.
  deleted timestamptz,
  CONSTRAINT users_oauth_whole CHECK ((oauth_provider IS NULL) = (oauth_id IS NULL)),
  CONSTRAINT users_service_account_organization CHECK (organization_id IS NULL OR is_service_account)
);

-- Usernames and e-mail addresses of live accounts: one namespace, so nobody's username is another's e-mail address.
CREATE TABLE user_identifiers (
  identifier text COLLATE "C" CONSTRAINT user_identifiers_unique PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX user_identifiers_user ON user_identifiers (user_id);

CREATE UNIQUE INDEX users_oauth_unique ON users (oauth_id, oauth_provider) WHERE deleted IS NULL AND oauth_id IS NOT NULL;
CREATE INDEX users_oauth_provider ON users (oauth_provider, id) WHERE deleted IS NULL AND oauth_provider IS NOT NULL;
-- Sorting and filtering of GET /users. Each serves the sort by its column with id as the tie-breaker, both ways.
CREATE INDEX users_username ON users (username_key, id) WHERE deleted IS NULL;
CREATE INDEX users_email ON users (COALESCE(email_key, ''), id) WHERE deleted IS NULL;
CREATE INDEX users_name ON users (name_key, id) WHERE deleted IS NULL;
CREATE INDEX users_company ON users (COALESCE(company, ''), id) WHERE deleted IS NULL;
CREATE INDEX users_job_title ON users (COALESCE(job_title, ''), id) WHERE deleted IS NULL;
CREATE INDEX users_last_login ON users (COALESCE(last_login, '-infinity'), id) WHERE deleted IS NULL;
CREATE INDEX users_avatar_url ON users USING hash (avatar_url) WHERE avatar_url IS NOT NULL;
CREATE INDEX users_organization ON users (organization_id, id) WHERE organization_id IS NOT NULL;
CREATE INDEX users_metadata ON users USING gin (metadata jsonb_path_ops) WHERE metadata IS NOT NULL;
CREATE INDEX users_search ON users USING gin (search_text gin_trgm_ops) WHERE deleted IS NULL;
CREATE INDEX users_is_active ON users (is_active, id) WHERE deleted IS NULL;
CREATE INDEX users_is_superuser ON users (is_superuser, id) WHERE deleted IS NULL;
CREATE INDEX users_is_service_account ON users (is_service_account, id) WHERE deleted IS NULL;
CREATE INDEX users_is_onboarded ON users (is_onboarded, id) WHERE deleted IS NULL;
CREATE INDEX users_password_expired ON users (password_expired, id) WHERE deleted IS NULL;
CREATE INDEX users_internal ON users (id) WHERE is_internal;
CREATE INDEX users_tombstones ON users (deleted) WHERE deleted IS NOT NULL;

-- Local passwords. A tombstone keeps its row, so that a restored person signs in as before.
CREATE TABLE passwords (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- PHC string.
  hash text NOT NULL,
  changed timestamptz NOT NULL
);

-- Failed sign-ins for an account from a source, known or not; the row goes when one succeeds.
CREATE TABLE sign_in_failures (
  -- Keyed digest of the compared identifier and the source, or of the source alone: neither stands here in clear.
  key bytea PRIMARY KEY,
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  failures integer NOT NULL,
  blocked_until timestamptz NOT NULL,
  updated timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_user ON sign_in_failures (user_id, blocked_until) WHERE user_id IS NOT NULL;
CREATE INDEX sign_in_failures_updated ON sign_in_failures (updated);

-- Being signed in. A session that ends is a row that goes.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- SHA-256 of the cookie and of the refresh token; the one before it, until the grace window ends.
  cookie_hash bytea,
  refresh_hash bytea,
  refresh_hash_before bytea,
  refreshed timestamptz,
  -- How and when the account proved who it is (OpenID Connect amr, auth_time).
  amr text[] NOT NULL,
  auth_time timestamptz NOT NULL,
  created timestamptz NOT NULL,
  last_used timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  address text,
  user_agent text
);
CREATE INDEX sessions_user ON sessions (user_id, id);
CREATE UNIQUE INDEX sessions_cookie ON sessions (cookie_hash) WHERE cookie_hash IS NOT NULL;
CREATE UNIQUE INDEX sessions_refresh ON sessions (refresh_hash) WHERE refresh_hash IS NOT NULL;
CREATE UNIQUE INDEX sessions_refresh_before ON sessions (refresh_hash_before) WHERE refresh_hash_before IS NOT NULL;
CREATE INDEX sessions_expires ON sessions (expires);

-- Keys that sign tokens. The private half is sealed with the installation key.
CREATE TABLE signing_keys (
  kid text PRIMARY KEY,
  alg text NOT NULL,
  public_jwk jsonb NOT NULL,
  private_jwk bytea NOT NULL,
  created timestamptz NOT NULL
);

-- First answers of requests with an Idempotency-Key, sealed; kept for 24 hours.
CREATE TABLE idempotency_keys (
  actor_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key text NOT NULL,
  -- SHA-256 of method, path, query and body.
  request bytea NOT NULL,
  result bytea,
  created timestamptz NOT NULL,
  PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created);

-- One row a change, written in its transaction. It outlives what it tells of: no foreign keys.
CREATE TABLE audit_log (
  id uuid PRIMARY KEY,
  created timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text,
  action text NOT NULL,
  target_type text NOT NULL,
  target_id text NOT NULL,
  -- Only what changed, never a secret.
  before jsonb,
  after jsonb,
  request_id text NOT NULL,
  address text
);
CREATE INDEX audit_log_target ON audit_log (target_id, id);
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_target_type ON audit_log (target_type, id);
CREATE INDEX audit_log_request ON audit_log (request_id);
