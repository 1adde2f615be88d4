/** The fields of a sign-in form (contract B.2). Empty ones have been left out: empty counts as absent. */
export interface GrantFields {
  readonly grant_type?: string;
  readonly username?: string;
  readonly password?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly device_code?: string;
  readonly refresh_token?: string;
  readonly audience?: string;
}

export type Grant =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  | { readonly kind: "refresh_token"; readonly refreshToken: string }
  | { readonly kind: "api_key"; readonly key: string }
  | { readonly kind: "device_code"; readonly clientId: string; readonly deviceCode: string }
  | { readonly kind: "client_credentials"; readonly clientId: string; readonly clientSecret: string; readonly audience: string | undefined }
  /** What is there makes no grant; the sentence says what would. */
  | { readonly kind: "unknown"; readonly detail: string };

const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

const unknown = (detail: string): Grant => ({ kind: "unknown", detail });

function passwordGrant({ username, password }: GrantFields): Grant {
  if (username && password) return { kind: "password", username, password };
  return unknown("Signing in with a password takes `username` and `password`.");
}

function apiKeyGrant({ username, password }: GrantFields): Grant {
  if (password && !username) return { kind: "api_key", key: password };
  return unknown("Signing in with an API key takes the key as `password`, and no `username`.");
}

function deviceGrant({ client_id: clientId, device_code: deviceCode }: GrantFields): Grant {
  if (clientId && deviceCode) return { kind: "device_code", clientId, deviceCode };
  return unknown("The device grant takes `client_id` and `device_code`.");
}

function clientGrant({ client_id: clientId, client_secret: clientSecret, audience }: GrantFields): Grant {
  if (clientId && clientSecret) return { kind: "client_credentials", clientId, clientSecret, audience };
  return unknown("Client credentials are `client_id` and `client_secret`.");
}

function refreshGrant({ refresh_token: refreshToken }: GrantFields): Grant {
  if (refreshToken) return { kind: "refresh_token", refreshToken };
  return unknown("A refresh takes `refresh_token`.");
}

const BY_TYPE: Readonly<Record<string, (fields: GrantFields) => Grant>> = {
  password: passwordGrant,
  refresh_token: refreshGrant,
  zenml_api_key: apiKeyGrant,
  "zenml-api-key": apiKeyGrant,
  [DEVICE_CODE]: deviceGrant,
  client_credentials: clientGrant,
};

/**
 * Which grant a form asks for (contract B.2): the one that `grant_type` names; where nothing names it, the one
 * whose fields are there. A username makes it a password, since libraries send client fields beside one.
 */
export function detectGrant(given: GrantFields): Grant {
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")) as GrantFields;
  const { grant_type: type } = fields;
  if (type !== undefined) {
    const grant = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
    return grant ? grant(fields) : unknown("This server does not know this `grant_type`.");
  }
  if (fields.username) return passwordGrant(fields);
  if (fields.password) return apiKeyGrant(fields);
  if (fields.client_secret) return clientGrant(fields);
  return unknown("Send `username` and `password`, or name the `grant_type` with its fields.");
}
