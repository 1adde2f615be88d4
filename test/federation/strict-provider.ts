import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** A real authorization server on loopback, which lets in whoever the test says. */
export interface StrictProvider {
  readonly issuer: string;
  /** Who signs in there next: the subject. */
  login: string | null;
  /** How it says that they did. */
  amr: string[];
  /** What it says of its accounts, by subject. */
  readonly accounts: Map<string, Record<string, unknown>>;
  close(): Promise<void>;
}

export const CLIENT = { client_id: "roster", client_secret: "a secret of the provider" };

/** @param redirectUri where it sends people back to */
export async function startStrictProvider(redirectUri = "http://roster.test/auth/callback"): Promise<StrictProvider> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Record<string, unknown>>();
  const self = { issuer, login: null as string | null, amr: ["mfa", "otp"], accounts };
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [redirectUri] }],
    cookies: { keys: ["of a test"] },
    pkce: { required: () => true },
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name", "picture", "groups", "department"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts.get(sub) }) }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const result = self.login === null ? { error: "access_denied", error_description: "<b>No</b>" } : { login: { accountId: self.login, amr: self.amr } };
    await provider.interactionFinished(request, response, result);
  });
  return Object.assign(self, {
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}
