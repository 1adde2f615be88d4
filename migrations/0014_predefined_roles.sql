-- Up Migration

-- What the predefined roles hold, by their key: for the statements that show roles. Written at every start from what
-- the server's version and its settings say (kernel/access.ts); nothing is decided by it.
CREATE TABLE predefined_roles (
  key text COLLATE "C" PRIMARY KEY,
  permissions text[] COLLATE "C" NOT NULL
);
