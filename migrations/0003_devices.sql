-- Up Migration

-- Client installations, such as command lines, that people let in by the device flow (RFC 8628).
CREATE TABLE devices (
  id uuid PRIMARY KEY,
  -- Made up by the client installation; no registered application.
  client_id uuid NOT NULL,
  -- Whoever verified it; null: nobody has yet.
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  status text NOT NULL CHECK (status IN ('pending', 'verified', 'active', 'locked')),
  trusted_device boolean NOT NULL DEFAULT false,
  -- What it says of itself, as it was when it was last verified.
  name text NOT NULL,
  os text,
  hostname text,
  ip_address text,
  -- What whoever verified it says of it.
  device_metadata jsonb,
  -- When it last got a token, and when that token ends.
  last_login timestamptz,
  expires timestamptz,
  version bigint NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  updated timestamptz NOT NULL,
  CONSTRAINT devices_owner CHECK (user_id IS NOT NULL OR status IN ('pending', 'locked'))
);
CREATE INDEX devices_user ON devices (user_id, status, id) WHERE user_id IS NOT NULL;
CREATE INDEX devices_expires ON devices (expires) WHERE status = 'active';
CREATE INDEX devices_client ON devices (client_id);

-- What a device asks for: at most one at a time. Codes are not kept, only what recognises them.
CREATE TABLE device_requests (
  device_id uuid PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
  -- SHA-256 of 256 random bits.
  device_code bytea NOT NULL UNIQUE,
  -- Keyed digest: a user code is too short for a plain one.
  user_code bytea NOT NULL UNIQUE,
  -- What the device says of itself now.
  name text NOT NULL,
  os text,
  hostname text,
  ip_address text,
  -- Keyed digest of where it asks from.
  source bytea NOT NULL,
  created timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  -- Seconds between two polls; grows for a device that does not keep to it.
  poll_interval integer NOT NULL,
  last_polled timestamptz,
  -- Wrong device codes that came from its client.
  failures integer NOT NULL DEFAULT 0,
  verified timestamptz,
  -- The session that let it in; what ends that by force also takes this back.
  session_id uuid,
  -- How and when whoever verified it had proved who they are.
  amr text[],
  auth_time timestamptz,
  denied timestamptz,
  -- Its token has been given out.
  used timestamptz,
  CONSTRAINT device_requests_proof CHECK ((verified IS NULL) = (amr IS NULL) AND (verified IS NULL) = (auth_time IS NULL))
);
CREATE INDEX device_requests_expires ON device_requests (expires);
CREATE INDEX device_requests_session ON device_requests (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX device_requests_source ON device_requests (source, expires);

ALTER TABLE sessions
  ADD COLUMN device_id uuid REFERENCES devices (id) ON DELETE CASCADE,
  -- Browser, operating system and kind, read from the user agent when the session begins.
  ADD COLUMN agent jsonb;
CREATE INDEX sessions_device ON sessions (device_id) WHERE device_id IS NOT NULL;
-- Lists by application and by kind are read in the order they are shown in.
DROP INDEX sessions_application;
CREATE INDEX sessions_application ON sessions (application_id, id) WHERE application_id IS NOT NULL;
CREATE INDEX sessions_kind ON sessions ((CASE WHEN device_id IS NOT NULL THEN 'device' WHEN application_id IS NOT NULL THEN 'application'
  WHEN cookie_hash IS NOT NULL THEN 'browser' ELSE 'token' END), id);
