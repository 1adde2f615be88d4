/** What is done in the background, how often at least - in seconds - and what it is for. */
export const JOBS = {
  sessions: { every: 60, doc: "Removes sessions whose time is over." },
  device_requests: { every: 60, doc: "Removes requests of devices that nobody answered." },
  devices: { every: 60, doc: "Forgets devices that are signed in no more." },
  failures: { every: 60, doc: "Forgets failed sign-ins that slow nobody down any more." },
  idempotency_keys: { every: 60, doc: "Forgets Idempotency-Keys and the answers kept for them." },
  accounts: { every: 60, doc: "Erases deleted accounts that can be restored no more." },
  organizations: { every: 60, doc: "Erases deleted organizations that can be restored no more." },
  client_secrets: { every: 60, doc: "Removes secrets of applications that expired." },
  signing_keys: { every: 60, doc: "Removes signing keys of which nothing is good any more." },
  codes_and_tokens: { every: 60, doc: "Removes codes and refresh tokens of applications that expired." },
  links: { every: 60, doc: "Removes mailed links that are good no more." },
  invitations: { every: 60, doc: "Removes invitations that were answered, or whose time is over." },
  expired_mail: { every: 60, doc: "Removes messages that are not worth sending any more." },
  passkey_challenges: { every: 60, doc: "Forgets challenges of passkeys that were used." },
  pending_sign_ins: { every: 60, doc: "Forgets sign-ins with identity providers that nobody finished." },
  key_rotation: { every: 60, doc: "Makes the next signing key, when it is due." },
  link_requests: { every: 5, doc: "Answers requests for mailed links." },
  mail: { every: 5, doc: "Sends mail." },
  logout_notices: { every: 5, doc: "Tells applications of sessions that ended (back-channel logout)." },
  statistics: { every: 5, doc: "Adds up what the statistics tell." },
} as const satisfies Record<string, { readonly every: number; readonly doc: string }>;

export type JobName = keyof typeof JOBS;

export const JOB_NAMES = Object.keys(JOBS) as readonly JobName[];
