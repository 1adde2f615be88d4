-- Up Migration

-- Whether the people of an organization must have signed in with a second factor to do anything there.
ALTER TABLE organizations ADD COLUMN require_mfa boolean NOT NULL DEFAULT false;
