-- Up Migration

-- Service accounts are few, and have 50 keys at most.
UPDATE api_keys k SET organization_id = u.organization_id FROM users u WHERE u.id = k.user_id AND u.organization_id IS NOT NULL;

-- Those of one organization that expire, or that nobody uses, in the order in which they are counted: however many
-- others it has, none of them is read.
CREATE INDEX api_keys_organization_expires ON api_keys (organization_id, expires) WHERE active AND organization_id IS NOT NULL AND expires IS NOT NULL;
CREATE INDEX api_keys_organization_used_on ON api_keys (organization_id, used_on) WHERE active AND organization_id IS NOT NULL;
