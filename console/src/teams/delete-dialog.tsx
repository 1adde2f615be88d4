import { Text } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import type { Team } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { teamsOf } from "./read.ts";
import { teams as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly team: Team;
  close(): void;
  /** Called once it is gone. */
  gone?(): void;
}

/** Asks before a team is deleted, and says what goes with it. */
export function DeleteTeam({ organizationId, team: { id, name, member_count }, close, gone }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const deleting = useAct({
    run: async () => answerOf(await api.DELETE("/teams/{team_id}", { params: { path: { team_id: id } } })),
    renews: teamsOf(organizationId),
    done: () => texts.deleted(name),
    after() {
      close();
      gone?.();
    },
  });
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      opened
      close={close}
      danger
      word={name}
      submit={useTexts(common).delete}
      pending={deleting.isPending}
      error={deleting.error}
      onSubmit={() => deleting.mutate()}
    >
      <Text size="sm">{texts.deleteWhy(member_count)}</Text>
    </Confirm>
  );
}
