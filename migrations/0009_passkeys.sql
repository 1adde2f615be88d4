-- Up Migration

-- Passkeys of an account (WebAuthn). They go with the account when it is erased; a tombstone keeps them, as it keeps its password.
CREATE TABLE passkeys (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- The host that it is bound to: at another it signs nobody in.
  rp_id text NOT NULL,
  credential_id bytea NOT NULL UNIQUE,
  -- COSE key.
  public_key bytea NOT NULL,
  -- The authenticator's count of signatures; 0 where it keeps none.
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  backup_eligible boolean NOT NULL,
  backed_up boolean NOT NULL,
  aaguid uuid NOT NULL,
  name text NOT NULL,
  created timestamptz NOT NULL,
  last_used timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT passkeys_name_length CHECK (char_length(name) BETWEEN 1 AND 50)
);
CREATE INDEX passkeys_user ON passkeys (user_id, id);

-- Challenges that were used, by their SHA-256: each is good once. One that nobody answered is written nowhere.
CREATE TABLE used_passkey_challenges (
  hash bytea PRIMARY KEY,
  expires timestamptz NOT NULL
);
CREATE INDEX used_passkey_challenges_expires ON used_passkey_challenges (expires);
