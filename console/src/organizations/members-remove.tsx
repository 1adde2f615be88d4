import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Api, answerOf } from "../api/client.ts";
import type { Member } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { withdrawInvitation } from "../invitations/read.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { RoleMarks } from "../roles/marks.tsx";
import { useTexts } from "../texts/language.tsx";
import { memberName } from "./member.ts";
import { members as catalogue } from "./members-texts.ts";
import { isRestorable, type Membership, readMembership, restoreMembership } from "./restore.ts";
import { useRights } from "./rights.ts";

/** Takes a member out of an organization, or an invitation back. @throws ApiError */
export async function removeMember(api: Api, organizationId: string, { type, id }: Pick<Member, "type" | "id">): Promise<void> {
  if (type === "invitation") return withdrawInvitation(api, organizationId, id);
  answerOf(await api.DELETE("/organizations/{organization_id}/members", { params: { path: { organization_id: organizationId }, query: { user_id: id } } }));
}

/** All that an account holds in the organization, itself and in teams, asked when somebody is about to lose it. */
function useAllHeld(organizationId: string, member: Member) {
  const { api } = useWorld();
  const { may } = useRights();
  return useQuery({
    queryKey: ["held", organizationId, member.id],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { user_id: member.id } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
    enabled: member.type === "user" && may("role:read"),
  }).data;
}

interface Props {
  readonly organizationId: string;
  readonly member: Member;
  close(): void;
}

/** Asks before somebody is removed, with what they hold, or an invitation is withdrawn. */
export function RemoveMember({ organizationId, member, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const name = memberName(member);
  const isInvitation = member.type === "invitation";
  const held = useAllHeld(organizationId, member) ?? member.roles;
  const { isSuperuser } = useRights();
  // Read as late as can be: what others take from them meanwhile is not to come back. Whoever is no superuser may not know of the account any more
  // once it is out, and gives it nothing. An invitation that was withdrawn does not come back: another one has another link.
  const remove = async (): Promise<Membership | undefined> => {
    const membership = member.type === "user" && isSuperuser ? await readMembership(api, organizationId, member.id) : undefined;
    await removeMember(api, organizationId, member);
    return membership;
  };
  const removing = useAct<void, Membership | undefined>({
    run: remove,
    renews: [
      ["members", organizationId],
      ["invitations", organizationId],
      ["teams", organizationId],
    ],
    done: () => (isInvitation ? texts.withdrawn(name) : texts.removed(name)),
    undo: async (_input, membership) => membership && restoreMembership(api, member.id, membership),
    isUndoable: (_input, membership) => membership !== undefined && isRestorable(membership),
    after: close,
  });
  return (
    <Confirm
      title={isInvitation ? texts.withdrawTitle(name) : texts.removeTitle(name)}
      opened
      close={close}
      danger
      submit={isInvitation ? texts.withdrawButton : texts.removeButton}
      pending={removing.isPending}
      error={removing.error}
      onSubmit={() => removing.mutate()}
    >
      <Stack gap="sm">
        <Text size="sm">{isInvitation ? texts.withdrawWhy : texts.removeWhy}</Text>
        {held.length > 0 && (
          <Stack gap={4}>
            <Text size="sm" fw={550}>
              {texts.goes}
            </Text>
            <RoleMarks roles={held} />
          </Stack>
        )}
      </Stack>
    </Confirm>
  );
}
