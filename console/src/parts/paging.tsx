import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useRef } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { ICON } from "./icon.ts";

interface Props {
  readonly cursor: string | undefined;
  readonly next: string | null | undefined;
  /** `next` is still that of the page before: nobody steps on until the page is there. */
  readonly stale?: boolean;
}

/** What the steps lead through: the nearest table, or the page where its list is none. */
function beginningFor(steps: HTMLElement | null): HTMLElement | null {
  for (let around = steps?.parentElement; around && around.id !== "main"; around = around.parentElement) {
    const table = around.querySelector<HTMLElement>(".table-frame");
    if (table) return table;
  }
  return document.getElementById("main");
}

/**
 * Steps through a list by cursors, which stand in the address as `cursor`. The pages before are remembered with the browser's
 * history entry, so that a step back is one however the page was reached; a page that was linked to knows the first one only.
 */
export function Paging({ cursor, next, stale = false }: Props) {
  const texts = useTexts(common);
  const navigate = useNavigate();
  const trail = useRouterState({ select: ({ location }) => location.state.trail ?? [] });
  const steps = useRef<HTMLDivElement>(null);
  const go = async (to: string | null, walked: readonly (string | null)[]) => {
    await navigate({
      to: ".",
      search: ((before: Record<string, unknown>) => {
        const { cursor: _left, ...others } = before;
        return to === null ? others : { ...others, cursor: to };
      }) as never,
      state: { trail: walked } as never,
    });
    // Another page is read from its beginning.
    beginningFor(steps.current)?.focus({ preventScroll: true });
  };
  if (cursor === undefined && !next) return null;
  const previous = trail.at(-1);
  const isLinked = cursor !== undefined && previous === undefined;
  return (
    <Group gap="xs" component="nav" aria-label={texts.paging} ref={steps}>
      <Button size="sm" variant="default" leftSection={<IconChevronsLeft {...ICON} />} disabled={cursor === undefined} onClick={() => go(null, [])}>
        {texts.first}
      </Button>
      {!isLinked && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconChevronLeft {...ICON} />}
          disabled={previous === undefined}
          onClick={() => previous !== undefined && go(previous, trail.slice(0, -1))}
        >
          {texts.previous}
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        rightSection={<IconChevronRight {...ICON} />}
        disabled={!next}
        onClick={() => next && !stale && go(next, [...trail, cursor ?? null])}
      >
        {texts.next}
      </Button>
      {isLinked && (
        <Text size="sm" c="dimmed">
          {texts.linkedPage}
        </Text>
      )}
    </Group>
  );
}
