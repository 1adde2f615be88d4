/** An authenticator in software: ES256, discoverable credentials, attestation "none" (WebAuthn 6). */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What an answer says; by default the truth. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly isVerified?: boolean;
  readonly counter?: number;
  /** Whose credential it claims to be; `null`: it does not say. */
  readonly userHandle?: string | null;
  readonly credentialId?: string;
}

interface RequestOptions {
  readonly challenge: string;
}
interface CreationOptions extends RequestOptions {
  readonly user: { readonly id: string };
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);

/** The head of a CBOR item (RFC 8949 3). */
function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(major << 5) | n]);
  if (n < 256) return Buffer.from([(major << 5) | 24, n]);
  return Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
}

function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const at = (value: string) => bytes(Buffer.from(value, "base64url"));
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), at(x), Buffer.from([0x22]), at(y)]);
}

/**
 * Makes an authenticator with one credential.
 *
 * @param isSynced whether its credential is copied to other devices
 */
export function createAuthenticator(origin: string, isSynced = false) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let owner: string | undefined;

  const clientData = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(JSON.stringify({ type: lies.type ?? type, challenge, origin: lies.origin ?? origin, crossOrigin: false }));
  function authenticatorData(lies: Lies, attested?: Buffer): Buffer {
    const flags = 1 | (lies.isVerified === false ? 0 : 4) | (isSynced ? 0x18 : 0) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? 0);
    return Buffer.concat([sha256(lies.rpId ?? new URL(origin).hostname), Buffer.from([flags]), counter, ...(attested ? [attested] : [])]);
  }
  const named = (credentialId = id.toString("base64url")) => ({ id: credentialId, rawId: credentialId, type: "public-key", clientExtensionResults: {} });

  return {
    create({ challenge, user }: CreationOptions, lies: Lies = {}) {
      owner = user.id;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const parts = [text("fmt"), text("none"), text("attStmt"), head(5, 0), text("authData"), bytes(authenticatorData(lies, attested))];
      const attestationObject = Buffer.concat([head(5, 3), ...parts]).toString("base64url");
      const clientDataJSON = clientData("webauthn.create", challenge, lies).toString("base64url");
      return { ...named(), response: { clientDataJSON, attestationObject, transports: ["internal"] } };
    },
    get({ challenge }: RequestOptions, lies: Lies = {}) {
      const client = clientData("webauthn.get", challenge, lies);
      const data = authenticatorData(lies);
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey).toString("base64url");
      const userHandle = lies.userHandle === undefined ? owner : lies.userHandle;
      const response = { clientDataJSON: client.toString("base64url"), authenticatorData: data.toString("base64url"), signature, userHandle };
      return { ...named(lies.credentialId), response };
    },
  };
}
