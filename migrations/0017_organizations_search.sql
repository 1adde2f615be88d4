-- Up Migration

-- Finds organizations by any word of their names, as users_search finds accounts: each word behind a space.
CREATE INDEX organizations_search ON organizations USING gin ((' ' || name_key) gin_trgm_ops) WHERE deleted IS NULL;
