/** Where the engine answers. Everything but discovery lies under `/oauth`. */
export const ENGINE_ROUTES = {
  authorization: "/oauth/authorize",
  token: "/oauth/token",
  userinfo: "/oauth/userinfo",
  introspection: "/oauth/introspect",
  revocation: "/oauth/revoke",
  pushed_authorization_request: "/oauth/par",
  device_authorization: "/oauth/device_authorization",
  code_verification: "/oauth/device",
  end_session: "/oauth/logout",
  registration: "/oauth/register",
  jwks: "/.well-known/jwks.json",
} as const;

/** Where a person answers what the engine asks. */
export const interactionAddress = (uid: string) => `/oauth/interaction/${uid}`;
