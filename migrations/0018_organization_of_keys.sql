-- Up Migration

-- Whose service account a key is of, beside the key; null: a person's. An account never changes its organization. Keys
-- that were there before are told in the next step, so that nobody who shows one waits for that.
ALTER TABLE api_keys ADD COLUMN organization_id uuid;

CREATE FUNCTION note_key_organization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organization_id := (SELECT u.organization_id FROM users u WHERE u.id = NEW.user_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER api_keys_organization BEFORE INSERT ON api_keys FOR EACH ROW EXECUTE FUNCTION note_key_organization();
