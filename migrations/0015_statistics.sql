-- Up Migration

-- What is counted for the statistics. Days are those of UTC, by the moments that the rows themselves tell; of removals,
-- which tell none, by the database's clock.
CREATE FUNCTION utc_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (moment AT TIME ZONE 'UTC')::date $$;

-- What happened and is not added up yet, written by the transaction of what it tells of. Rows are only ever added, so
-- that nobody waits for anybody, until the job adds them up and takes them away. Nothing looks for one: no key, no index.
CREATE TABLE statistics_events (
  day date NOT NULL,
  metric text COLLATE "C" NOT NULL,
  n integer NOT NULL DEFAULT 1,
  -- Who was seen that day.
  user_id uuid
);

-- The same, added up. Of what grows and shrinks (accounts, organizations, ...) these are the changes of each day: how
-- many there were is the sum up to it. What was there before anything was counted is at '-infinity'.
CREATE TABLE statistics_days (
  metric text COLLATE "C" NOT NULL,
  day date NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (metric, day)
);

-- As what each account is counted, so that whatever changes it is compared with that, and when it was last seen: who
-- is seen for the first time in a day, a week or a month is told by that alone.
CREATE TABLE statistics_accounts (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- Sum of 1 a person, 2 an active one, who has 4 an authenticator app, 8 a passkey; 16 a machine. null: not counted yet.
  counted smallint,
  seen date
) WITH (fillfactor = 90);

-- One row, which is also the lock of the job.
CREATE TABLE statistics_progress (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  -- Since when what happens is counted.
  since timestamptz NOT NULL DEFAULT now(),
  -- The accounts from before are counted in the order of their ids: up to here, or all of them.
  reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  walked boolean NOT NULL,
  -- When they had been counted and added up; null: not yet.
  complete timestamptz,
  -- What was committed until then is added up.
  folded timestamptz NOT NULL DEFAULT now()
);
INSERT INTO statistics_progress (walked, complete)
  SELECT fresh, CASE WHEN fresh THEN now() END FROM (SELECT NOT EXISTS (SELECT 1 FROM users) AS fresh) installation;

-- As what an account is counted, but for its factors.
CREATE FUNCTION statistics_standing(is_service_account boolean, is_internal boolean, is_active boolean, deleted timestamptz) RETURNS smallint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN deleted IS NOT NULL OR is_service_account AND is_internal THEN 0 WHEN is_service_account THEN 16 WHEN is_active THEN 3 ELSE 1 END::smallint
$$;

-- What an account adds to, from what it is counted as.
CREATE FUNCTION statistics_levels(counted smallint) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN counted & 1 > 0 THEN 'people' END,
    CASE WHEN counted & 2 > 0 THEN 'people.active' END,
    CASE WHEN counted & 4 > 0 THEN 'people.totp' END,
    CASE WHEN counted & 8 > 0 THEN 'people.passkey' END,
    CASE WHEN counted & 12 > 0 THEN 'people.mfa' END,
    CASE WHEN counted & 16 > 0 THEN 'machines' END], NULL)
$$;

-- Counts accounts as what they are now: the difference to what they were counted as. Their rows are held meanwhile, so
-- that of several changes to one account each sees those before it.
CREATE FUNCTION statistics_recount(ids uuid[], on_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_accounts (user_id) SELECT u.id FROM users u WHERE u.id = ANY (ids) ORDER BY u.id ON CONFLICT (user_id) DO NOTHING;
  PERFORM 1 FROM statistics_accounts a WHERE a.user_id = ANY (ids) ORDER BY a.user_id FOR UPDATE;
  WITH standing AS (
    SELECT u.id, a.counted, statistics_standing(u.is_service_account, u.is_internal, u.is_active, u.deleted) AS plain,
      EXISTS (SELECT 1 FROM totp t WHERE t.user_id = u.id AND t.secret IS NOT NULL) AS has_totp,
      EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS has_passkey
    FROM users u JOIN statistics_accounts a ON a.user_id = u.id WHERE u.id = ANY (ids)
  ), found AS (
    SELECT id, counted, (plain + CASE WHEN plain = 3 THEN has_totp::int * 4 + has_passkey::int * 8 ELSE 0 END)::smallint AS counts FROM standing
  ), changed AS (
    SELECT * FROM found WHERE counted IS DISTINCT FROM counts
  ), noted AS (
    UPDATE statistics_accounts a SET counted = c.counts FROM changed c WHERE a.user_id = c.id
  )
  INSERT INTO statistics_events (day, metric, n)
  SELECT on_day, metric, sum(n) FROM (
    SELECT unnest(statistics_levels(counts)) AS metric, 1 AS n FROM changed
    UNION ALL SELECT unnest(statistics_levels(counted)), -1 FROM changed
  ) differences GROUP BY metric HAVING sum(n) <> 0;
END
$$;

CREATE FUNCTION note_new_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_accounts (user_id, counted)
  SELECT id, statistics_standing(is_service_account, is_internal, is_active, deleted) FROM made;
  INSERT INTO statistics_events (day, metric, n)
  SELECT utc_day(m.created), metric, count(*)
  FROM (SELECT created, statistics_standing(is_service_account, is_internal, is_active, deleted) AS counts FROM made) m,
    unnest(statistics_levels(m.counts) || CASE WHEN m.counts = 16 THEN '{machines.created}'::text[] WHEN m.counts > 0 THEN '{people.created}' END) metric
  GROUP BY 1, 2;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_made AFTER INSERT ON users REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION note_new_accounts();

CREATE FUNCTION note_changed_account() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  on_day date := utc_day(CASE WHEN OLD.deleted IS NULL AND NEW.deleted IS NOT NULL THEN NEW.deleted ELSE NEW.updated END);
BEGIN
  PERFORM statistics_recount(ARRAY[NEW.id], on_day);
  IF (OLD.deleted IS NULL) <> (NEW.deleted IS NULL) AND NOT (NEW.is_service_account AND NEW.is_internal) THEN
    INSERT INTO statistics_events (day, metric) VALUES (on_day,
      CASE WHEN NEW.is_service_account THEN 'machines' ELSE 'people' END || CASE WHEN NEW.deleted IS NULL THEN '.restored' ELSE '.deleted' END);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_changed AFTER UPDATE OF is_active, deleted, is_service_account, is_internal ON users FOR EACH ROW
  WHEN ((OLD.is_active, OLD.deleted, OLD.is_service_account, OLD.is_internal) IS DISTINCT FROM (NEW.is_active, NEW.deleted, NEW.is_service_account, NEW.is_internal))
  EXECUTE FUNCTION note_changed_account();

-- Erased without having been a tombstone: such accounts were there until now.
CREATE FUNCTION note_erased_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_events (day, metric, n)
  SELECT utc_day(now()), CASE WHEN is_service_account THEN 'machines.deleted' ELSE 'people.deleted' END, count(*)
  FROM gone WHERE deleted IS NULL AND NOT (is_service_account AND is_internal) GROUP BY is_service_account;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_erased AFTER DELETE ON users REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_erased_accounts();

-- The row goes with its account, by the foreign key.
CREATE FUNCTION note_uncounted_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_events (day, metric, n)
  SELECT utc_day(now()), metric, -count(*) FROM gone, unnest(statistics_levels(gone.counted)) metric GROUP BY metric;
  RETURN NULL;
END
$$;
CREATE TRIGGER statistics_accounts_gone AFTER DELETE ON statistics_accounts REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_uncounted_accounts();

CREATE FUNCTION note_totp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM statistics_recount(ARRAY[OLD.user_id], utc_day(now()));
  ELSE
    PERFORM statistics_recount(ARRAY[NEW.user_id], utc_day(COALESCE(NEW.activated, now())));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER totp_made AFTER INSERT ON totp FOR EACH ROW WHEN (NEW.secret IS NOT NULL) EXECUTE FUNCTION note_totp();
CREATE TRIGGER totp_changed AFTER UPDATE OF secret ON totp FOR EACH ROW WHEN ((OLD.secret IS NULL) <> (NEW.secret IS NULL)) EXECUTE FUNCTION note_totp();
CREATE TRIGGER totp_gone AFTER DELETE ON totp FOR EACH ROW WHEN (OLD.secret IS NOT NULL) EXECUTE FUNCTION note_totp();

CREATE FUNCTION note_passkey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM statistics_recount(ARRAY[OLD.user_id], utc_day(now()));
  ELSE
    PERFORM statistics_recount(ARRAY[NEW.user_id], utc_day(NEW.created));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER passkeys_changed AFTER INSERT OR DELETE ON passkeys FOR EACH ROW EXECUTE FUNCTION note_passkey();

-- A sign-in is a session that is no application's. Whoever signs in is seen.
CREATE FUNCTION note_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_events (day, metric, user_id) VALUES (utc_day(NEW.created), CASE
    WHEN NEW.device_id IS NOT NULL THEN 'sign_in.device'
    WHEN 'fed' = ANY (NEW.amr) THEN 'sign_in.connection'
    WHEN 'email' = ANY (NEW.amr) THEN 'sign_in.magic_link'
    WHEN 'pwd' = ANY (NEW.amr) THEN 'sign_in.password'
    ELSE 'sign_in.passkey' END, NEW.user_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER sessions_sign_in AFTER INSERT ON sessions FOR EACH ROW WHEN (NEW.application_id IS NULL) EXECUTE FUNCTION note_sign_in();

-- The use of a session is written once a minute at most; of those writes the first of a day counts.
CREATE FUNCTION note_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statistics_events (day, metric, user_id) SELECT utc_day(NEW.last_used), 'seen', NEW.user_id
  WHERE NOT EXISTS (SELECT 1 FROM statistics_accounts a WHERE a.user_id = NEW.user_id AND a.seen >= utc_day(NEW.last_used));
  RETURN NULL;
END
$$;
CREATE TRIGGER sessions_seen AFTER UPDATE OF last_used ON sessions FOR EACH ROW
  WHEN (utc_day(OLD.last_used) <> utc_day(NEW.last_used)) EXECUTE FUNCTION note_seen();

CREATE FUNCTION note_organizations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO statistics_events (day, metric) SELECT utc_day(NEW.created), unnest('{organizations,organizations.created}'::text[]);
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO statistics_events (day, metric, n) VALUES (utc_day(now()), 'organizations', -1), (utc_day(now()), 'organizations.deleted', 1);
  ELSIF NEW.deleted IS NULL THEN
    INSERT INTO statistics_events (day, metric) SELECT utc_day(NEW.updated), unnest('{organizations,organizations.restored}'::text[]);
  ELSE
    INSERT INTO statistics_events (day, metric, n) VALUES (utc_day(NEW.deleted), 'organizations', -1), (utc_day(NEW.deleted), 'organizations.deleted', 1);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER organizations_made AFTER INSERT ON organizations FOR EACH ROW WHEN (NEW.deleted IS NULL) EXECUTE FUNCTION note_organizations();
CREATE TRIGGER organizations_changed AFTER UPDATE OF deleted ON organizations FOR EACH ROW
  WHEN ((OLD.deleted IS NULL) <> (NEW.deleted IS NULL)) EXECUTE FUNCTION note_organizations();
CREATE TRIGGER organizations_erased AFTER DELETE ON organizations FOR EACH ROW WHEN (OLD.deleted IS NULL) EXECUTE FUNCTION note_organizations();
-- Few beside the accounts, which the job counts in steps: they are counted here, while the triggers' lock keeps others off.
INSERT INTO statistics_days (metric, day, n) SELECT 'organizations', '-infinity', count(*) FROM organizations WHERE deleted IS NULL;

-- Keys that stop soon, that stopped, and that nobody uses, in the whole installation. The day of the last use changes once
-- a day, so that writing the moment of each use stays as cheap as it was.
ALTER TABLE api_keys ADD COLUMN used_on date GENERATED ALWAYS AS ((COALESCE(last_login, created) AT TIME ZONE 'UTC')::date) STORED;
CREATE INDEX api_keys_expires ON api_keys (expires) WHERE active AND expires IS NOT NULL;
CREATE INDEX api_keys_used_on ON api_keys (used_on) WHERE active;
