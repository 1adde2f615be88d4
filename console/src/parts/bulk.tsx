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
  /** Called once, when nothing is under way any more and the window closes. */
  close(failed: readonly BulkItem[]): void;
}

/** Does the same to many, a few at a time, and says of each how it went. It is begun by being shown; closing it stops what has not begun. */
export function Bulk({ title, items, run, close }: Props) {
  const texts = useTexts(common);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [round, setRound] = useState(items);
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
      for (let at = 0; at < AT_ONCE; at++) void work();
    }, 0);
    return () => {
      clearTimeout(begin);
      stopped.current = true;
    };
  }, [round]);
  const failed = outcomes.filter(({ error }) => error !== null);
  const stepUp = failed.map(({ error }) => stepUpOf(error)).find((code) => code !== undefined);
  const settled = outcomes.length === items.length;
  return (
    <Dialog title={title} opened close={() => close(failed.map(({ item }) => item))} size="lg">
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
        {settled && stepUp !== undefined && <SignInAgain code={stepUp} />}
        <Group justify="flex-end" gap="xs">
          {settled && failed.length > 0 && (
            <Button
              variant="default"
              onClick={() => {
                const again = failed.map(({ item }) => item);
                setOutcomes((before) => before.filter(({ error }) => error === null));
                setRound(again);
              }}
            >
              {texts.bulkRetry(failed.length)}
            </Button>
          )}
          <Button onClick={() => close(failed.map(({ item }) => item))}>{settled ? texts.close : texts.stop}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
