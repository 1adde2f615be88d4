-- Up Migration

-- With offline_access an application's session goes on without the browser's session that it began in. That one is
-- kept here, as the application is told when it ends (OpenID Connect Back-Channel Logout 1.0). No foreign key: it may go first.
ALTER TABLE sessions ADD COLUMN outlives uuid;
CREATE INDEX sessions_outlives ON sessions (outlives) WHERE outlives IS NOT NULL;

-- Applications that are to be told that a session of theirs ended. Written in the transaction that ended it; the row
-- goes when it is done. No foreign keys: account, session and application may be gone by then.
CREATE TABLE logout_notices (
  session_id uuid PRIMARY KEY,
  application_id uuid NOT NULL,
  user_id uuid NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is tried next: at first at once. A process that takes it moves this on, and so keeps others off.
  due timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX logout_notices_due ON logout_notices (due);

-- Sessions end by many statements, and by cascades of others: whichever it is, this sees it. The end of time is no
-- sign-out: what removes expired sessions sets roster.purge for its transaction.
CREATE FUNCTION note_ended_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('roster.purge', true) = 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO logout_notices (session_id, application_id, user_id)
  SELECT over.id, over.application_id, over.user_id
  FROM (
    SELECT id, application_id, user_id FROM ended
    UNION ALL
    SELECT s.id, s.application_id, s.user_id FROM ended JOIN sessions s ON s.outlives = ended.id
  ) over
  JOIN applications a ON a.id = over.application_id
  WHERE a.backchannel_logout_uri IS NOT NULL
  ON CONFLICT (session_id) DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER sessions_ended AFTER DELETE ON sessions REFERENCING OLD TABLE AS ended
  FOR EACH STATEMENT EXECUTE FUNCTION note_ended_sessions();
