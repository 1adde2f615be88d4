-- Up Migration

-- Identity providers that people sign in with.
CREATE TABLE connections (
  id uuid PRIMARY KEY,
  -- What accounts carry as oauth_provider. It never changes.
  name text COLLATE "C" NOT NULL CONSTRAINT connections_name_unique UNIQUE,
  display_name text NOT NULL,
  preset text,
  kind text NOT NULL CHECK (kind IN ('oidc', 'oauth2')),
  -- By discovery (kind oidc), or the endpoints one by one (kind oauth2).
  issuer text,
  authorization_endpoint text,
  token_endpoint text,
  userinfo_endpoint text,
  emails_endpoint text,
  client_id text NOT NULL,
  -- Sealed with the installation key; null: a public client.
  client_secret bytea,
  token_auth text NOT NULL,
  scopes text[] NOT NULL,
  -- Which claim gives what.
  claims jsonb NOT NULL,
  -- Only e-mail addresses of these domains; none: any.
  domains text[] NOT NULL,
  is_hidden boolean NOT NULL,
  is_enabled boolean NOT NULL,
  trust_email boolean NOT NULL,
  link_existing boolean NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT connections_whole CHECK (
    CASE kind WHEN 'oidc' THEN issuer IS NOT NULL
    ELSE authorization_endpoint IS NOT NULL AND token_endpoint IS NOT NULL AND userinfo_endpoint IS NOT NULL END
  )
);

-- What the provider last said of an account that signs in with it. An account has at most one provider.
CREATE TABLE user_identities (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  provider text COLLATE "C" NOT NULL,
  -- Whose subject it is: another provider that takes the same name later does not get its accounts.
  authority text NOT NULL,
  -- The profile as it was mapped, and the claims that it came from.
  profile jsonb NOT NULL,
  claims jsonb NOT NULL,
  linked timestamptz NOT NULL,
  last_used timestamptz NOT NULL
);
CREATE INDEX user_identities_provider ON user_identities (provider, user_id);

-- A tombstone is found by its identity too: whoever was deleted does not come back by signing in.
CREATE INDEX users_oauth_tombstones ON users (oauth_id, oauth_provider) WHERE deleted IS NOT NULL AND oauth_id IS NOT NULL;

-- A dry run of a connection: who may look at it, and what came of it.
CREATE TABLE connection_tests (
  id uuid PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- SHA-256 of the secret in the address that starts it; null once it was used.
  token_hash bytea,
  outcome jsonb,
  created timestamptz NOT NULL,
  expires timestamptz NOT NULL
);
CREATE UNIQUE INDEX connection_tests_token ON connection_tests (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX connection_tests_connection ON connection_tests (connection_id);
CREATE INDEX connection_tests_user ON connection_tests (user_id);
CREATE INDEX connection_tests_expires ON connection_tests (expires);

-- A sign-in that is at the provider: by the SHA-256 of its state, bound to a browser by that of its cookie.
CREATE TABLE pending_sign_ins (
  state_hash bytea PRIMARY KEY,
  browser_hash bytea NOT NULL,
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  test_id uuid REFERENCES connection_tests (id) ON DELETE CASCADE,
  return_to text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX pending_sign_ins_connection ON pending_sign_ins (connection_id);
CREATE INDEX pending_sign_ins_test ON pending_sign_ins (test_id) WHERE test_id IS NOT NULL;
CREATE INDEX pending_sign_ins_expires ON pending_sign_ins (expires);

-- An identity that waits for the password of the account it belongs to. By the SHA-256 of the browser's cookie.
CREATE TABLE pending_links (
  token_hash bytea PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  identity jsonb NOT NULL,
  return_to text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX pending_links_connection ON pending_links (connection_id);
CREATE INDEX pending_links_user ON pending_links (user_id);
CREATE INDEX pending_links_expires ON pending_links (expires);
