import { type AdapterPayload, errors, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { guessUserCode, type Throttle } from "../../modules/devices/verify-service.ts";
import { noteDevicePoll } from "./artifacts-store.ts";

/** Seconds between two polls: what RFC 8628 3.2 has clients take where they are told nothing. One is the network's. */
const INTERVAL = 5;

interface Known {
  readonly throttle: Throttle;
  readonly contextOf: (koa: KoaContextWithOIDC) => Context;
  readonly personOf: (koa: KoaContextWithOIDC) => Promise<{ readonly id: string } | undefined>;
}

/** What guards the codes of devices (RFC 8628 3.5, 5.1). */
export interface DeviceCodes {
  /** Holds back who guesses user codes at the engine's page. A code that was used counts as wrong. */
  guess(find: () => Promise<AdapterPayload | undefined>): Promise<AdapterPayload | undefined>;
  /** Notes that a device asks whether it was let in. @throws SlowDown where it asks too often while nobody has decided */
  poll(deviceCode: string, found: AdapterPayload): Promise<void>;
}

const isOpen = ({ error, accountId, inFlight }: AdapterPayload) => !error && !accountId && !inFlight;

export function createDeviceCodes({ throttle, contextOf, personOf }: Known): DeviceCodes {
  return {
    async guess(find) {
      const koa = Provider.ctx;
      // Our own page has counted the guess before it asks.
      if (koa?.oidc.route !== "code_verification") return find();
      const person = await personOf(koa);
      const open = async () => {
        const found = await find();
        return found && isOpen(found) ? found : undefined;
      };
      try {
        return await guessUserCode(contextOf(koa), throttle, person?.id, open);
      } catch (error) {
        if (!(error instanceof RosterError) || error.status !== 429) throw error;
        koa.set(error.headers ?? {});
        const slow = new errors.SlowDown();
        slow.status = slow.statusCode = 429;
        throw slow;
      }
    },
    async poll(deviceCode, found) {
      const koa = Provider.ctx;
      if (koa?.oidc.route !== "token" || found.error || found.accountId || koa.oidc.client?.clientId !== found.clientId) return;
      const ctx = contextOf(koa);
      const now = ctx.app.clock.now();
      if (await noteDevicePoll(queryable(ctx), hashSecret(deviceCode), new Date(now), new Date(now + (INTERVAL - 1) * 1000))) return;
      throw new errors.SlowDown();
    },
  };
}
