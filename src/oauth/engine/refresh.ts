import { createHash } from "node:crypto";
import { Provider } from "oidc-provider";
import type { Keyring } from "../../kernel/secrets.ts";

/**
 * Refresh tokens whose rotation concurrency cannot break: the successor of a token is derived from the token itself,
 * so that however many ask for it at once, or again because the answer was lost, they get the same one. The storage
 * decides how long a used token still gives it (`engine/adapter.ts`).
 *
 * The engine makes the value of a new token in `generateTokenId`, and names the token that is being rotated in its
 * context: the only two facts of its inside that this needs.
 */
export function deriveSuccessors(provider: Provider, keyring: Keyring): void {
  const prototype = provider.RefreshToken.prototype as unknown as { generateTokenId(): string };
  const fresh = prototype.generateTokenId;
  prototype.generateTokenId = function generateTokenId(this: unknown): string {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken;
    if (!rotated) return fresh.call(this);
    return createHash("sha256").update(keyring.mac("oauth-refresh", rotated.jti)).digest("base64url");
  };
}
