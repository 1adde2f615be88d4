import { type Api, answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import type { BulkKind } from "./bulk-texts.ts";

/** What somebody chose for all of them. */
export interface BulkChoice {
  readonly organizationId?: string;
  readonly teamId?: string;
  readonly roleId?: string;
  /** Delete organizations that would have nobody left, too. */
  readonly withOrganizations?: boolean;
}

interface Words {
  readonly noPassword: string;
  readonly noEmail: string;
}

type Run = (api: Api, user: User, choice: BulkChoice, words: Words) => Promise<unknown>;

const path = ({ id }: User) => ({ path: { user_id: id } });

async function setActive(api: Api, user: User, is_active: boolean) {
  answerOf(await api.PATCH("/users/{user_id}", { params: path(user), body: { is_active } }));
}

/** How each thing is done to one account. @throws ApiError, or an Error with words of ours */
export const BULK_RUNS: Readonly<Record<BulkKind, Run>> = {
  activate: (api, user) => setActive(api, user, true),
  deactivate: (api, user) => setActive(api, user, false),
  async expire(api, user, _choice, { noPassword }) {
    const { value } = answerOf(await api.PATCH("/users/{user_id}", { params: path(user), body: { password_expired: true } }));
    // Without a local password the API leaves it as it is.
    if (value.password_expired !== true) throw new Error(noPassword);
  },
  async sign_out(api, user) {
    answerOf(await api.DELETE("/users/{user_id}/sessions", { params: { ...path(user), query: { keep_current: true } } }));
  },
  async team(api, { id }, { teamId = "" }) {
    answerOf(await api.POST("/teams/{team_id}/members", { params: { path: { team_id: teamId }, query: { user_id: id } } }));
  },
  async invite(api, { email }, { organizationId = "", roleId }, { noEmail }) {
    if (email === null) throw new Error(noEmail);
    const body = { email, ...(roleId !== undefined && { role_id: roleId }) };
    answerOf(await api.POST("/organizations/{organization_id}/invitations", { params: { path: { organization_id: organizationId } }, body }));
  },
  async delete(api, user, { withOrganizations = false }) {
    answerOf(await api.DELETE("/users/{user_id}", { params: { ...path(user), query: { delete_sole_organizations: withOrganizations } } }));
  },
};

type Undo = (api: Api, user: User, choice: BulkChoice) => Promise<unknown>;

/** How it is taken back, where it can be. The account is as it was before: what was no change is none to take back. */
export const BULK_UNDOS: Readonly<Partial<Record<BulkKind, Undo>>> = {
  async activate(api, user) {
    if (!user.is_active) await setActive(api, user, false);
  },
  async deactivate(api, user) {
    if (user.is_active) await setActive(api, user, true);
  },
  async team(api, { id }, { teamId = "" }) {
    answerOf(await api.DELETE("/teams/{team_id}/members", { params: { path: { team_id: teamId }, query: { user_id: id } } }));
  },
  async delete(api, user) {
    answerOf(await api.POST("/users/{user_id}/restore", { params: path(user) }));
  },
};
