import { Button, Group, List, Progress, Stack, Text } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureLine, SignInAgain, stepUpOf } from "./failure.tsx";

/** How many of them are under way at once. */
const AT_ONCE = 4;

/** One of many. */
export interface BulkItem {
  readonly id: string;
  readonly name: string;
}

/** How it went; `error` is null where it is done. */
type Outcome = { readonly item: BulkItem; readonly error: unknown };

interface Props {
  readonly title: string;
  readonly items: readonly BulkItem[];
  /** Does it to one. @throws ApiError, or an Error with words of ours: why stands beside it */
  run(item: BulkItem): Promise<unknown>;
  /** Called once, when nothing is under way any more and the window closes. @param left what it was not done to: it failed, or was not begun */
  close(left: readonly BulkItem[]): void;
}

/**
 * Does the same to many, a few at a time, and says of each how it went. It is begun by being shown. Whoever closes it early stops what has
 * not begun; what is under way is waited for, so that what is said, and taken back, is all that was done.
 */
export function Bulk({ title, items, run, close }: Props) {
  const texts = useTexts(common);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [round, setRound] = useState(items);
  const [isRunning, setRunning] = useState(true);
  const [isStopping, setStopping] = useState(false);
  const stopped = useRef(false);
  const runOne = useRef(run);
  useEffect(() => {
    stopped.current = false;
    const waiting = [...round];
    const work = async () => {
      for (let item = waiting.shift(); item !== undefined && !stopped.current; item = waiting.shift()) {
        const one = item;
        const error = await runOne.current(one).then(
          () => null,
          (thrown: unknown) => thrown ?? new Error(),
        );
        setOutcomes((before) => [...before.filter((outcome) => outcome.item.id !== one.id), { item: one, error }]);
      }
    };
    // A moment later, so that a development double start begins nothing twice.
    const begin = setTimeout(() => {
      void Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => setRunning(false));
    }, 0);
    return () => {
      clearTimeout(begin);
      stopped.current = true;
    };
  }, [round]);
  const failed = outcomes.filter(({ error }) => error !== null);
  const stepUp = failed.map(({ error }) => stepUpOf(error)).find((code) => code !== undefined);
  const leave = () => {
    if (isRunning) {
      stopped.current = true;
      setStopping(true);
      return;
    }
    const done = new Set(outcomes.flatMap(({ item, error }) => (error === null ? [item.id] : [])));
    close(items.filter(({ id }) => !done.has(id)));
  };
  const again = () => {
    setOutcomes((before) => before.filter(({ error }) => error === null));
    setStopping(false);
    setRunning(true);
    setRound(failed.map(({ item }) => item));
  };
  return (
    <Dialog title={title} opened close={leave} size="lg">
      <Stack>
        <Progress value={(100 * outcomes.length) / Math.max(items.length, 1)} aria-label={title} />
        <Text size="sm" role="status">
          {texts.bulkProgress(outcomes.length, items.length, failed.length)}
        </Text>
        <List spacing={4} size="sm" className="bulk-results" listStyleType="none">
          {outcomes.map(({ item, error }) => (
            <List.Item
              key={item.id}
              icon={
                error === null ? <IconCheck size={16} aria-label={texts.bulkDone} role="img" /> : <IconX size={16} aria-label={texts.bulkFailed} role="img" />
              }
            >
              <bdi>{item.name}</bdi>
              {error !== null && (
                <Text span size="sm" c="var(--mantine-color-error)">
                  {" "}
                  <FailureLine error={error} />
                </Text>
              )}
            </List.Item>
          ))}
        </List>
        {!isRunning && stepUp !== undefined && <SignInAgain code={stepUp} />}
        <Group justify="flex-end" gap="xs">
          {!isRunning && failed.length > 0 && (
            <Button variant="default" onClick={again}>
              {texts.bulkRetry(failed.length)}
            </Button>
          )}
          <Button loading={isRunning && isStopping} onClick={leave}>
            {isRunning ? texts.stop : texts.close}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
