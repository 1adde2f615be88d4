import { ActionIcon, Button, Group, Popover, Stack, Text } from "@mantine/core";
import {
  type Icon,
  IconChevronDown,
  IconKeyOff,
  IconLogout,
  IconMailPlus,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUsersPlus,
  IconX,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Bulk } from "../parts/bulk.tsx";
import { ICON } from "../parts/icon.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { BulkAsk } from "./bulk-ask.tsx";
import { BULK_RUNS, BULK_UNDOS, type BulkChoice } from "./bulk-run.ts";
import { type BulkKind, bulkTexts } from "./bulk-texts.ts";

const KINDS: readonly (readonly [BulkKind, Icon])[] = [
  ["activate", IconUserCheck],
  ["deactivate", IconUserOff],
  ["expire", IconKeyOff],
  ["sign_out", IconLogout],
  ["team", IconUsersPlus],
  ["invite", IconMailPlus],
  ["delete", IconTrash],
];

interface Step {
  readonly kind: BulkKind;
  readonly users: readonly User[];
  /** Once it was asked. */
  readonly choice?: BulkChoice;
}

interface Done extends Step {
  readonly choice: BulkChoice;
}

/** Takes back what can be, one after the other; the first that cannot be is told. */
async function takeBack(undo: (user: User) => Promise<unknown>, users: readonly User[]): Promise<void> {
  const failures: unknown[] = [];
  for (const user of users) await undo(user).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function useDone() {
  const { api } = useWorld();
  const texts = useTexts(bulkTexts);
  const told = (undoable: boolean) => ({
    run: async (_done: Done) => {},
    renews: [["users"], ["user"]],
    done: ({ kind, users }: Done) => texts.kinds[kind].done(users.length),
    ...(undoable && { undo: ({ kind, users, choice }: Done) => takeBack(async (user) => BULK_UNDOS[kind]?.(api, user, choice), users) }),
  });
  const plain = useAct<Done>(told(false));
  const undoable = useAct<Done>(told(true));
  return (done: Done) => (BULK_UNDOS[done.kind] ? undoable : plain).mutate(done);
}

interface Props {
  readonly chosen: readonly User[];
  select(ids: readonly string[]): void;
}

/** What can be done with the selected accounts; each is asked before, its progress shown, and taken back where it can be. */
export function BulkBar({ chosen, select }: Props) {
  const { selected } = useTexts(common);
  const texts = useTexts(bulkTexts);
  const { api } = useWorld();
  const [opened, setOpened] = useState(false);
  const [step, setStep] = useState<Step | null>(null);
  const succeeded = useRef<User[]>([]);
  const tell = useDone();
  const begin = (kind: BulkKind) => {
    succeeded.current = [];
    setOpened(false);
    setStep({ kind, users: chosen, ...(kind === "activate" && { choice: {} }) });
  };
  const end = (done: Done, left: readonly string[]) => {
    setStep(null);
    if (succeeded.current.length > 0) tell({ ...done, users: succeeded.current });
    select(left);
  };
  return (
    <Group gap="xs" role="group" aria-label={texts.toolbar}>
      <Text size="sm" fw={600} role="status">
        {selected(chosen.length)}
      </Text>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button size="sm" variant="light" rightSection={<IconChevronDown {...ICON} />} onClick={() => setOpened(!opened)}>
            {texts.menu}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={texts.menu} p={4}>
          <Stack gap={0}>
            {KINDS.map(([kind, KindIcon]) => (
              <Button
                key={kind}
                variant="subtle"
                color="gray"
                c={kind === "delete" ? "var(--mantine-color-error)" : "var(--mantine-color-text)"}
                justify="flex-start"
                leftSection={<KindIcon {...ICON} />}
                onClick={() => begin(kind)}
              >
                {texts.kinds[kind].item}
              </Button>
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <ActionIcon variant="subtle" color="gray" c="dimmed" size="md" aria-label={texts.clear} onClick={() => select([])}>
        <IconX {...ICON} />
      </ActionIcon>
      {step && !step.choice && (
        <BulkAsk kind={step.kind} users={step.users} close={() => setStep(null)} go={(users, choice) => setStep({ ...step, users, choice })} />
      )}
      {step?.choice && (
        <Bulk
          title={texts.kinds[step.kind].title(step.users.length)}
          items={step.users.map(({ id, name, username }) => ({ id, name: name ?? username }))}
          run={async ({ id }) => {
            const user = step.users.find((one) => one.id === id);
            if (!user) return;
            await BULK_RUNS[step.kind](api, user, step.choice ?? {}, texts);
            succeeded.current.push(user);
          }}
          close={(left) =>
            end(
              { ...step, choice: step.choice ?? {} },
              left.map(({ id }) => id),
            )
          }
        />
      )}
    </Group>
  );
}
