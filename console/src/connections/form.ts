import { CLAIMS, type Connection, type ConnectionUpdate, ENDPOINTS } from "./types.ts";

type Claims = Readonly<Record<(typeof CLAIMS)[number], string>>;
type Endpoints = Readonly<Record<(typeof ENDPOINTS)[number], string>>;

/** A key of the account's metadata, and the claim that it is written from. */
export type MetadataPair = readonly [key: string, claim: string];

/** What the form of a connection holds: an empty text is none. */
export interface ConnectionForm extends Endpoints {
  readonly display_name: string;
  readonly issuer: string;
  readonly client_id: string;
  /** Empty: the one that is there stays. */
  readonly client_secret: string;
  readonly token_auth: Connection["token_auth"];
  readonly scopes: readonly string[];
  readonly claims: Claims;
  readonly metadata: readonly MetadataPair[];
  readonly domains: readonly string[];
  readonly is_hidden: boolean;
  readonly trust_email: boolean;
  readonly link_existing: boolean;
}

/** A connection as its form holds it. */
export function formOf(connection: Connection): ConnectionForm {
  const { display_name, issuer, client_id, token_auth, scopes, claims, domains, is_hidden, trust_email, link_existing } = connection;
  return {
    display_name,
    issuer: issuer ?? "",
    ...(Object.fromEntries(ENDPOINTS.map((name) => [name, connection[name] ?? ""])) as Endpoints),
    client_id,
    client_secret: "",
    token_auth,
    scopes,
    claims: Object.fromEntries(CLAIMS.map((name) => [name, claims[name] ?? ""])) as Claims,
    metadata: Object.entries(claims.metadata ?? {}),
    domains,
    is_hidden,
    trust_email,
    link_existing,
  };
}

const texts = ["issuer", ...ENDPOINTS] as const;

/** What is sent of a change. Claims that are left empty stay as they are. */
export function bodyOf({ claims, metadata, client_secret, ...changed }: Partial<ConnectionForm>): ConnectionUpdate {
  const cleared = Object.fromEntries(texts.filter((field) => changed[field] === "").map((field) => [field, null]));
  const mapped = {
    ...(claims && Object.fromEntries(Object.entries(claims).filter(([, claim]) => claim !== ""))),
    ...(metadata && { metadata: Object.fromEntries(metadata.filter(([key, claim]) => key !== "" && claim !== "")) }),
  };
  return {
    ...changed,
    ...cleared,
    ...((claims || metadata) && { claims: mapped }),
    ...(client_secret && { client_secret }),
  } as ConnectionUpdate;
}
