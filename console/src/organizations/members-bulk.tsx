import "./organizations.css";
import { Button, Group, Paper, Text } from "@mantine/core";
import { IconShield, IconUserMinus, IconUsersPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Member } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";
import { Bulk, type BulkItem } from "../parts/bulk.tsx";
import { Confirm, Dialog, Form } from "../parts/dialog.tsx";
import { ICON } from "../parts/icon.ts";
import type { Choice } from "../parts/search-select.tsx";
import { giveRole, holdingOf } from "../roles/holders.ts";
import { RoleSelect } from "../roles/role-select.tsx";
import { addToTeam } from "../teams/read.ts";
import { TeamSelect } from "../teams/team-select.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { holderOf, itemOf, mateOf } from "./member.ts";
import { removeMember } from "./members-remove.tsx";
import { members as catalogue } from "./members-texts.ts";
import { useRights } from "./rights.ts";

/** What is under way with many. */
interface Job {
  readonly title: string;
  readonly items: readonly BulkItem[];
  run(item: BulkItem): Promise<unknown>;
}

type Asked = "role" | "team" | "remove";

/** What cannot be done to some of the chosen is said before it begins. */
function LeftOut({ count, why }: { readonly count: number; readonly why: (count: number) => string }) {
  if (count === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {why(count)}
    </Text>
  );
}

interface AskProps {
  readonly organizationId: string;
  readonly chosen: readonly Member[];
  start(job: Job): void;
  close(): void;
}

/** Does something to the one of many that an item names. */
const byId = (chosen: readonly Member[], act: (member: Member) => Promise<unknown>) => async (item: BulkItem) => {
  const member = chosen.find(({ id }) => id === item.id);
  if (member) await act(member);
};

function AskRole({ organizationId, chosen, start, close }: AskProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [role, setRole] = useState<string | null>(null);
  return (
    <Dialog title={texts.bulkRole(chosen.length)} opened close={close}>
      <Form
        submit={texts.giveRole}
        pending={false}
        disabled={role === null}
        cancel={close}
        onSubmit={() => {
          if (role === null) return;
          start({ title: texts.bulkRole(chosen.length), items: chosen.map(itemOf), run: byId(chosen, (member) => giveRole(api, role, holderOf(member))) });
        }}
      >
        <RoleSelect organizationId={organizationId} label={texts.role} value={role} onChange={setRole} />
      </Form>
    </Dialog>
  );
}

function AskTeam({ organizationId, chosen, start, close }: AskProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [team, setTeam] = useState<Choice | undefined>(undefined);
  const fitting = chosen.filter(({ type }) => type !== "team");
  return (
    <Dialog title={texts.bulkTeam(fitting.length)} opened close={close}>
      <Form
        submit={texts.addButton}
        pending={false}
        disabled={team === undefined || fitting.length === 0}
        cancel={close}
        onSubmit={() => {
          if (team === undefined) return;
          const run = byId(fitting, (member) => addToTeam(api, team.value, mateOf(member)));
          start({ title: texts.bulkTeam(fitting.length), items: fitting.map(itemOf), run });
        }}
      >
        <LeftOut count={chosen.length - fitting.length} why={texts.leftOutTeams} />
        <TeamSelect organizationId={organizationId} label={texts.team} required value={team?.value ?? null} onChange={(_id, choice) => setTeam(choice)} />
      </Form>
    </Dialog>
  );
}

function AskRemove({ organizationId, chosen, start, close }: AskProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const me = useMe();
  const fitting = chosen.filter(({ type, id }) => (type === "user" || type === "invitation") && id !== me?.id);
  const run = byId(fitting, (member) => removeMember(api, organizationId, member));
  return (
    <Confirm
      title={texts.bulkRemove(fitting.length)}
      opened
      close={close}
      danger
      submit={texts.removeButton}
      pending={false}
      disabled={fitting.length === 0}
      onSubmit={() => start({ title: texts.bulkRemove(fitting.length), items: fitting.map(itemOf), run })}
    >
      <Text size="sm">{texts.bulkRemoveWhy}</Text>
      <LeftOut count={chosen.length - fitting.length} why={texts.leftOutRemove} />
    </Confirm>
  );
}

interface Props {
  readonly organizationId: string;
  readonly chosen: readonly Member[];
  /** @param ids those that stay chosen */
  keep(ids: readonly string[]): void;
}

/** What can be done to the chosen members, and how it goes with each. */
export function MembersBulk({ organizationId, chosen, keep }: Props) {
  const texts = useTexts(catalogue);
  const { selected } = useTexts(common);
  const { may } = useRights();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const ask = { organizationId, chosen, start: setJob, close: () => setAsked(null) };
  const finish = async (left: readonly BulkItem[]) => {
    setJob(null);
    setAsked(null);
    keep(left.map(({ id }) => id));
    await Promise.all([...holdingOf(organizationId), ["teams", organizationId]].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return (
    <>
      {chosen.length > 0 && (
        <Paper withBorder className="bulk-bar" role="region" aria-label={texts.bulkBar}>
          <Group gap="xs">
            <Text size="sm" fw={550} role="status" me="auto">
              {selected(chosen.length)}
            </Text>
            {may("role:assign") && (
              <Button size="xs" variant="default" leftSection={<IconShield {...ICON} />} onClick={() => setAsked("role")}>
                {texts.giveRole}
              </Button>
            )}
            {may("team:update") && (
              <Button size="xs" variant="default" leftSection={<IconUsersPlus {...ICON} />} onClick={() => setAsked("team")}>
                {texts.addToTeam}
              </Button>
            )}
            {may("member:delete") && (
              <Button size="xs" variant="default" leftSection={<IconUserMinus {...ICON} />} onClick={() => setAsked("remove")}>
                {texts.remove}
              </Button>
            )}
          </Group>
        </Paper>
      )}
      {!job && asked === "role" && <AskRole {...ask} />}
      {!job && asked === "team" && <AskTeam {...ask} />}
      {!job && asked === "remove" && <AskRemove {...ask} />}
      {job && <Bulk {...job} close={finish} />}
    </>
  );
}
