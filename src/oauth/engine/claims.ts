import type { Account, AccountClaims } from "oidc-provider";
import type { Accounts } from "./accounts.ts";
import type { AccountFacts } from "./accounts-store.ts";

/** Which claims each scope gives (OpenID Connect Core 5.4). */
export const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  openid: ["sub", "acr", "amr", "auth_time"],
  profile: ["name", "preferred_username", "picture", "updated_at"],
  email: ["email", "email_verified"],
};

function claimsOf({ id, username, email, name, avatarUrl, emailVerified, updated }: AccountFacts): AccountClaims {
  return {
    sub: id,
    preferred_username: username,
    ...(name !== null && { name }),
    ...(avatarUrl !== null && { picture: avatarUrl }),
    updated_at: Math.floor(updated.getTime() / 1000),
    ...(email !== null && { email, email_verified: emailVerified }),
  };
}

/** The account as the engine sees it; `undefined` when it does not count any more. */
export async function findAccount(accounts: Accounts, id: string): Promise<Account | undefined> {
  const facts = await accounts.find(id);
  return facts && { accountId: facts.id, claims: () => claimsOf(facts) };
}
