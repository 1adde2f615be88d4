/** The library of WebAuthn ceremonies, loaded with the first of them: it takes a sixth of the idle server's memory. */
export const webauthn = () => import("@simplewebauthn/server");
