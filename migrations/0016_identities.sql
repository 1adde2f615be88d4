-- Up Migration

-- An account of its own may have identities of several providers linked, one of each. `users.oauth_provider` names the
-- provider that an account belongs to, which signs in with that one only.
ALTER TABLE user_identities ADD COLUMN subject text COLLATE "C";
UPDATE user_identities i SET subject = u.oauth_id FROM users u WHERE u.id = i.user_id AND u.oauth_provider = i.provider;
-- What lets nobody in: the account belongs to no provider, or to another.
DELETE FROM user_identities WHERE subject IS NULL;
-- Of an account and the tombstones with the same subject one keeps it: who is there, else who came last.
DELETE FROM user_identities i USING users u WHERE u.id = i.user_id AND u.deleted IS NOT NULL AND EXISTS (
  SELECT FROM user_identities o JOIN users v ON v.id = o.user_id
  WHERE o.provider = i.provider AND o.subject = i.subject AND (v.deleted IS NULL OR (v.deleted, v.id) > (u.deleted, u.id)));
ALTER TABLE user_identities
  ALTER COLUMN subject SET NOT NULL,
  DROP CONSTRAINT user_identities_pkey,
  ADD PRIMARY KEY (user_id, provider),
  -- An identity is one account's. A tombstone keeps its own: whoever was deleted does not come back as somebody else.
  ADD CONSTRAINT user_identities_subject_unique UNIQUE (provider, subject);

-- Somebody who is signed in wants to link an identity: by the SHA-256 of the secret in the address that it starts at.
-- One a session, which takes it along when it ends.
CREATE TABLE identity_requests (
  session_id uuid PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL CONSTRAINT identity_requests_token_unique UNIQUE,
  connection_id uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  return_to text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX identity_requests_user ON identity_requests (user_id);
CREATE INDEX identity_requests_connection ON identity_requests (connection_id);
CREATE INDEX identity_requests_expires ON identity_requests (expires);

-- Whose account the identity is to be linked to that comes back; null: somebody signs in.
ALTER TABLE pending_sign_ins ADD COLUMN link_user_id uuid REFERENCES users (id) ON DELETE CASCADE;
CREATE INDEX pending_sign_ins_link_user ON pending_sign_ins (link_user_id) WHERE link_user_id IS NOT NULL;
