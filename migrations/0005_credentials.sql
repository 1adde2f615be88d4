-- Up Migration

-- The authenticator app of an account (RFC 6238). The secrets are sealed with the installation key.
CREATE TABLE totp (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- null: none has been confirmed yet.
  secret bytea,
  activated timestamptz,
  -- The last time step that a code was taken for: none is taken twice.
  last_step bigint,
  -- The one that is being set up; it takes the place of the other when a code confirms it.
  pending bytea,
  pending_since timestamptz,
  CONSTRAINT totp_active_whole CHECK ((secret IS NULL) = (activated IS NULL)),
  CONSTRAINT totp_pending_whole CHECK ((pending IS NULL) = (pending_since IS NULL))
);

-- Keyed digests of codes for whoever lost their authenticator app; the row goes with its use.
CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash bytea NOT NULL,
  PRIMARY KEY (user_id, hash)
);

-- Somebody asked for a link; whether there is such an account is looked up later, so that the answer tells nothing.
CREATE TABLE link_requests (
  id uuid PRIMARY KEY,
  -- Sealed: the identifier, what for, language, where to go on, where it came from.
  request bytea NOT NULL,
  created timestamptz NOT NULL
);

-- Links that were sent, by the SHA-256 of their token. Good once, and only while the account is as it was.
CREATE TABLE links (
  hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('password_reset', 'magic_link')),
  email_key text COLLATE "C" NOT NULL,
  password_changed timestamptz,
  return_to text,
  expires timestamptz NOT NULL
);
CREATE INDEX links_user ON links (user_id);
CREATE INDEX links_expires ON links (expires);

-- Messages to be sent. Written in the transaction of what they tell of; the row goes when one is sent.
CREATE TABLE mail (
  id uuid PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  -- Sealed: text and HTML. null: given up.
  body bytea,
  created timestamptz NOT NULL,
  -- Not worth sending afterwards: what it holds is no good any more.
  expires timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is tried next. A process that takes it moves this on first, and so keeps others off; null: given up.
  due timestamptz,
  -- What the server said last.
  problem text
);
CREATE INDEX mail_due ON mail (due) WHERE due IS NOT NULL;
CREATE INDEX mail_expires ON mail (expires);
