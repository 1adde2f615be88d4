import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Failure } from "./failure.tsx";

interface Act<Input, Result> {
  run(input: Input): Promise<Result>;
  /** Lists and things that are read anew once it is done. */
  readonly renews?: readonly QueryKey[];
  /** What is said once it is done. */
  done?(input: Input, result: Result): string;
  /** Takes it back; offered beside what is said. */
  undo?(input: Input, result: Result): Promise<unknown>;
  /** Whether what was done can be taken back; where nothing is said, it can. */
  isUndoable?(input: Input, result: Result): boolean;
  after?(input: Input, result: Result): void;
  /** Failures are told as a notice, where no form or dialog shows them. */
  readonly tellsFailure?: boolean;
}

/**
 * Something that is done at the API, once at a time: what depends on it is read anew, it is said that it is done, and it can be taken back
 * where `undo` says how.
 */
export function useAct<Input = void, Result = unknown>({
  run,
  renews = [],
  done,
  undo,
  isUndoable = () => true,
  after,
  tellsFailure = false,
}: Act<Input, Result>) {
  const queries = useQueryClient();
  const texts = useTexts(common);
  const renew = () => Promise.all(renews.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const failed = (error: unknown) => notifications.show({ message: <Failure error={error} />, autoClose: false, withBorder: true });
  return useMutation({
    mutationFn: run,
    async onSuccess(result, input) {
      await renew();
      const words = done?.(input, result);
      if (words !== undefined) {
        const id = crypto.randomUUID();
        let isTaken = false;
        const takeBack = async () => {
          // It can be clicked again while it fades.
          if (isTaken) return;
          isTaken = true;
          notifications.hide(id);
          await undo?.(input, result).then(renew, failed);
        };
        notifications.show({
          id,
          withBorder: true,
          message: (
            <Group justify="space-between" wrap="nowrap" gap="sm" role="status">
              <Text size="sm">{words}</Text>
              {undo && isUndoable(input, result) && (
                <Button size="compact-sm" variant="default" onClick={takeBack}>
                  {texts.undo}
                </Button>
              )}
            </Group>
          ),
        });
      }
      after?.(input, result);
    },
    onError: (error) => {
      if (tellsFailure) failed(error);
    },
  });
}
