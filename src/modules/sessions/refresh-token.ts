import { randomBytes } from "node:crypto";
import { canonicalUuid } from "../../kernel/ids.ts";
import { hashSecret, type Keyring, sameBytes } from "../../kernel/secrets.ts";

/**
 * A refresh token is the session's id, a secret, and a tag that only this installation can make. The tag tells a
 * token that was once issued from one that was made up: so the reuse of any earlier token is known for what it is,
 * and nobody who merely knows a session's id can end it.
 */
export interface RefreshToken {
  readonly text: string;
  readonly sessionId: string;
  /** How it is stored. */
  readonly hash: Buffer;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const TAG_BYTES = 16;

function make(keyring: Keyring, sessionId: string, secret: Buffer): RefreshToken {
  const body = Buffer.concat([Buffer.from(sessionId.replaceAll("-", ""), "hex"), secret]);
  const tag = keyring.mac("refresh-tag", body.toString("hex")).subarray(0, TAG_BYTES);
  const text = Buffer.concat([body, tag]).toString("base64url");
  return { text, sessionId, hash: hashSecret(text) };
}

/** The first refresh token of a session. */
export function newRefreshToken(keyring: Keyring, sessionId: string): RefreshToken {
  return make(keyring, sessionId, randomBytes(SECRET_BYTES));
}

/** The token that comes after this one: always the same, so that however many ask for it at once, they agree. */
export function successorOf(keyring: Keyring, token: RefreshToken): RefreshToken {
  return make(keyring, token.sessionId, keyring.mac("refresh", token.text));
}

/** Reads a refresh token; `undefined` when this installation never issued it. */
export function readRefreshToken(keyring: Keyring, text: string): RefreshToken | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== ID_BYTES + SECRET_BYTES + TAG_BYTES) return undefined;
  const sessionId = canonicalUuid(bytes.toString("hex", 0, ID_BYTES));
  if (sessionId === undefined) return undefined;
  const token = make(keyring, sessionId, bytes.subarray(ID_BYTES, ID_BYTES + SECRET_BYTES));
  return sameBytes(Buffer.from(token.text), Buffer.from(text)) ? token : undefined;
}
