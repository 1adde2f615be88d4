import { type Api, answerOf } from "../api/client.ts";
import type { Invitation } from "../api/types.ts";
import { giveRole } from "../roles/holders.ts";
import { addToTeam } from "../teams/read.ts";

/** What whoever accepts is to hold. */
export interface Offer {
  /** The first one goes with the invitation; without any, the API's own choice. */
  readonly roleIds: readonly string[];
  readonly teamIds: readonly string[];
}

/** How far an address got. */
interface Step {
  readonly invitation: Invitation;
  /** What it has been given since. */
  readonly given: Set<string>;
}

/** Sends invitations; one that failed half way goes on where it stopped. */
export class Sender {
  readonly #steps = new Map<string, Step>();
  readonly #api: Api;
  readonly #organizationId: string;
  readonly #offer: Offer;

  constructor(api: Api, organizationId: string, offer: Offer) {
    this.#api = api;
    this.#organizationId = organizationId;
    this.#offer = offer;
  }

  /** The links that are to be handed on, of those that were sent. */
  get links(): readonly { readonly email: string; readonly link: string }[] {
    return [...this.#steps].flatMap(([email, { invitation }]) => (invitation.link === null ? [] : [{ email, link: invitation.link }]));
  }

  /** Invites one address, with all that is offered. @throws ApiError */
  async send(email: string): Promise<void> {
    const step = this.#steps.get(email) ?? (await this.#invite(email));
    const { roleIds, teamIds } = this.#offer;
    const once = async (id: string, act: () => Promise<void>) => {
      if (step.given.has(id)) return;
      await act();
      step.given.add(id);
    };
    const holder = { kind: "invitation", id: step.invitation.id } as const;
    for (const id of roleIds.slice(1)) await once(id, () => giveRole(this.#api, id, holder));
    for (const id of teamIds) await once(id, () => addToTeam(this.#api, id, holder));
  }

  async #invite(email: string): Promise<Step> {
    const [role_id] = this.#offer.roleIds;
    const body = { email, ...(role_id !== undefined && { role_id }) };
    const params = { path: { organization_id: this.#organizationId } };
    const { value } = answerOf(await this.#api.POST("/organizations/{organization_id}/invitations", { params, body }));
    const step = { invitation: value, given: new Set<string>() };
    this.#steps.set(email, step);
    return step;
  }
}
