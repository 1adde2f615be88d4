import type { Application } from "./types.ts";

export type SnippetName = "env" | "node" | "spring" | "curl";

interface Snippet {
  readonly name: SnippetName;
  readonly text: string;
}

/** Where the installation is reached: the issuer of its tokens, without a slash at the end. */
export function issuer(): string {
  const stated = document.querySelector<HTMLMetaElement>('meta[name="roster-public-url"]')?.content ?? "";
  return (URL.canParse(stated) ? stated : location.origin).replace(/\/+$/, "");
}

const lines = (...all: (string | false)[]) => all.filter((line) => line !== false).join("\n");

function environment({ client_id, auth_method, redirect_uris, scopes, type }: Application): string {
  return lines(
    `OIDC_ISSUER=${issuer()}`,
    `OIDC_CLIENT_ID=${client_id}`,
    auth_method === "client_secret" && "OIDC_CLIENT_SECRET=",
    type !== "machine" && `OIDC_REDIRECT_URI=${redirect_uris[0] ?? ""}`,
    `OIDC_SCOPES="${scopes.join(" ")}"`,
  );
}

/** For openid-client 6. */
function node({ client_id, auth_method, redirect_uris, scopes, type }: Application): string {
  const secret = auth_method === "client_secret" ? ", process.env.OIDC_CLIENT_SECRET" : "";
  const keys = auth_method === "private_key_jwt" ? ", undefined, client.PrivateKeyJwt(privateKey)" : "";
  const head = [
    'import * as client from "openid-client";',
    "",
    `const config = await client.discovery(new URL("${issuer()}"), "${client_id}"${secret}${keys});`,
  ];
  if (type === "machine") return lines(...head, `const tokens = await client.clientCredentialsGrant(config, { scope: "${scopes.join(" ")}" });`);
  return lines(
    ...head,
    "const verifier = client.randomPKCECodeVerifier();",
    "const address = client.buildAuthorizationUrl(config, {",
    `  redirect_uri: "${redirect_uris[0] ?? ""}",`,
    `  scope: "${scopes.join(" ")}",`,
    "  code_challenge: await client.calculatePKCECodeChallenge(verifier),",
    '  code_challenge_method: "S256",',
    "});",
    "// Send the browser to `address`; where it comes back:",
    "const tokens = await client.authorizationCodeGrant(config, new URL(request.url), { pkceCodeVerifier: verifier });",
  );
}

function spring({ client_id, scopes }: Application): string {
  return lines(
    "spring:",
    "  security:",
    "    oauth2:",
    "      client:",
    "        registration:",
    "          roster:",
    `            client-id: ${client_id}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Spring's own placeholder
    "            client-secret: ${OIDC_CLIENT_SECRET}",
    `            scope: ${scopes.join(", ")}`,
    "        provider:",
    "          roster:",
    `            issuer-uri: ${issuer()}`,
  );
}

function curl({ client_id, scopes, auth_method, type }: Application): string {
  if (type !== "machine" || auth_method !== "client_secret") return `curl ${issuer()}/.well-known/openid-configuration`;
  return lines(
    `curl ${issuer()}/oauth/token \\`,
    `  --user "${client_id}:$OIDC_CLIENT_SECRET" \\`,
    "  --data grant_type=client_credentials \\",
    `  --data-urlencode "scope=${scopes.join(" ")}"`,
  );
}

/** What suits an application, with its own values filled in; secrets are left to be filled in. */
export function snippetsOf(application: Application): readonly Snippet[] {
  const { type, auth_method } = application;
  return [
    { name: "env", text: environment(application) },
    { name: "node", text: node(application) },
    ...(type === "web" && auth_method === "client_secret" ? [{ name: "spring" as const, text: spring(application) }] : []),
    { name: "curl", text: curl(application) },
  ];
}
