/** Writes the accounts of people, with what they sign in with. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { identifierKey } from "../kernel/text.ts";
import { newRecoveryCodes, recoveryHash } from "../modules/second-factors/recovery-codes.ts";
import { newTotpSecret } from "../modules/second-factors/totp.ts";
import { searchText } from "../modules/users/store.ts";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { subjectOf } from "./connections.ts";
import type { DemoPerson } from "./people.ts";
import { inOrder } from "./random.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";

function rowOf(story: Story, person: DemoPerson) {
  const { id, username, email, name, joined, lastLogin, provider } = person;
  const keys = { usernameKey: identifierKey(username), emailKey: identifierKey(email), nameKey: identifierKey(name) };
  return {
    id,
    username,
    email,
    username_key: keys.usernameKey,
    email_key: keys.emailKey,
    name_key: keys.nameKey,
    name,
    company: person.company,
    job_title: person.jobTitle,
    metadata: person.metadata,
    password_expired: person.passwordExpired,
    oauth_provider: provider,
    oauth_id: provider && subjectOf(person),
    is_active: person.isActive,
    is_superuser: person.isSuperuser,
    is_onboarded: lastLogin !== null,
    search_text: searchText(keys),
    version: 1 + story.random.int(0, 40),
    created: new Date(joined),
    updated: new Date(lastLogin === null ? joined : joined + (lastLogin - joined) * story.random.next() ** 2),
    last_login: lastLogin === null ? null : new Date(lastLogin),
  };
}

/**
 * Writes the accounts.
 *
 * @param hash of the password that all have who have one: a hash each would take minutes
 */
export async function insertPeople(story: Story, people: readonly DemoPerson[], hash: string): Promise<void> {
  const { tx, random, now } = story;
  await insertRows(
    tx,
    "users",
    people.map((person) => rowOf(story, person)),
  );
  const identifiers = people.flatMap(({ id, username, email }) => [username, email].map((one) => ({ identifier: identifierKey(one), user_id: id })));
  await insertRows(tx, "user_identifiers", identifiers);
  const local = people.filter(({ provider }) => provider === null);
  await insertRows(
    tx,
    "proven_addresses",
    local.map(({ id, email, joined }) => ({ user_id: id, email_key: identifierKey(email), proven: new Date(joined) })),
  );
  const passwords = local.filter(({ passwordExpired }) => passwordExpired !== null);
  const changed = ({ joined, lastLogin }: DemoPerson) => new Date(lastLogin === null ? joined : Math.min(joined + random.int(10, 3000) * MINUTE, now - MINUTE));
  await insertRows(
    tx,
    "passwords",
    passwords.map((person) => ({ user_id: person.id, hash, changed: changed(person) })),
  );
}

/** When somebody set up a second factor: some time after they came. */
const setUp = ({ random, now }: Story, { joined }: DemoPerson) => Math.min(joined + Math.floor(random.next() * 20 * DAY) + HOUR, now - 5 * MINUTE);

/** Authenticator apps with recovery codes, of which some were used. Nobody has the app. */
async function insertTotp(story: Story, people: readonly DemoPerson[]): Promise<void> {
  const { tx, services, random } = story;
  const owners = people.filter(({ hasTotp }) => hasTotp);
  const apps = owners.map((person) => {
    const activated = setUp(story, person);
    const lastStep = Math.floor(Math.max(person.lastLogin ?? 0, activated) / 30_000);
    return { user_id: person.id, secret: services.keyring.seal(`totp ${person.id}`, newTotpSecret()), activated: new Date(activated), last_step: lastStep };
  });
  await insertRows(tx, "totp", apps);
  const codes = owners.flatMap(({ id }) => {
    const left = random.chance(0.12) ? random.int(1, 8) : 10;
    return newRecoveryCodes()
      .slice(0, left)
      .map((code) => ({ user_id: id, hash: recoveryHash(services.keyring, id, code) }));
  });
  await insertRows(tx, "recovery_codes", codes);
}

/** Models of authenticators: what their makers call them, and how browsers reach them. */
const MODELS: readonly (readonly [name: string, aaguid: string, transports: readonly string[], isSynced: boolean])[] = [
  ["iCloud Keychain", "fbfc3007-154e-4ecc-8c0b-6e020557d7bd", ["internal", "hybrid"], true],
  ["Google Password Manager", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", ["internal", "hybrid"], true],
  ["Windows Hello", "08987058-cadc-4b81-b6e1-30de50dcbe96", ["internal"], false],
  ["1Password", "bada5566-a7aa-401f-bd96-45619a55120d", ["internal"], true],
  ["Security key", "ee882879-721c-4913-9775-3dfcce97072a", ["nfc", "usb"], false],
];

/** A public key as authenticators give it (COSE, RFC 9053 7.1.1): a point on P-256 whose secret nobody has. */
function coseKey(): Buffer {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const head = (hex: string) => Buffer.from(hex, "hex");
  return Buffer.concat([head("a5010203262001215820"), Buffer.from(x, "base64url"), head("225820"), Buffer.from(y, "base64url")]);
}

/** Passkeys whose authenticators are nowhere: they show how many have one, and sign nobody in. */
async function insertPasskeys(story: Story, people: readonly DemoPerson[], rpId: string): Promise<void> {
  const { random } = story;
  const rows = people.flatMap((person) =>
    random.some(MODELS, person.passkeys).map(([name, aaguid, transports, isSynced], i) => {
      const created = setUp(story, person) + i * MINUTE;
      return {
        id: random.id(created),
        user_id: person.id,
        rp_id: rpId,
        credential_id: randomBytes(32),
        public_key: coseKey(),
        counter: isSynced ? 0 : random.int(3, 400),
        transports,
        backup_eligible: isSynced,
        backed_up: isSynced,
        aaguid,
        name,
        created: new Date(created),
        last_used: person.lastLogin !== null && person.lastLogin > created ? new Date(person.lastLogin) : null,
      };
    }),
  );
  await insertRows(story.tx, "passkeys", inOrder(rows));
}

/** Writes the second factors of whoever has one. @param rpId the host that passkeys are bound to */
export async function insertFactors(story: Story, people: readonly DemoPerson[], rpId: string): Promise<void> {
  await insertTotp(story, people);
  await insertPasskeys(story, people, rpId);
}
