import { Group, Text } from "@mantine/core";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import type { ApiKey } from "./source.ts";
import { keys } from "./texts.ts";

const DAY = 86_400_000;
/** Days without use after which a key is worth a look. */
const UNUSED_DAYS = 90;
/** Days before its end at which a key is worth a look. */
const ENDING_DAYS = 14;

/** Until when the value before the last rotation works, in milliseconds since 1970; `null` where it does not any more. */
function retainedUntil({ last_rotated, retain_period_minutes }: ApiKey, now: number): number | null {
  if (last_rotated === null) return null;
  const end = Date.parse(last_rotated) + retain_period_minutes * 60_000;
  return end > now ? end : null;
}

/** Whether a key works, and what is to be taken care of. */
export function KeyStanding({ apiKey }: { readonly apiKey: ApiKey }) {
  const texts = useTexts(keys);
  const now = Date.now();
  const { active, expires, last_login, created } = apiKey;
  const end = expires === null ? Number.POSITIVE_INFINITY : Date.parse(expires);
  const isOver = end <= now;
  const works = active && !isOver;
  return (
    <Group gap={4} wrap="nowrap">
      {!active && <Mark tone="bad">{texts.off}</Mark>}
      {isOver && <Mark tone="bad">{texts.expired}</Mark>}
      {works && <Mark tone="good">{texts.works}</Mark>}
      {works && end - now < ENDING_DAYS * DAY && <Mark tone="warn">{texts.ending}</Mark>}
      {works && now - Date.parse(last_login ?? created) > UNUSED_DAYS * DAY && <Mark tone="warn">{texts.unused}</Mark>}
      {works && retainedUntil(apiKey, now) !== null && <Mark tone="quiet">{texts.overlapping}</Mark>}
    </Group>
  );
}

/** Its last rotation, and until when the value before works. */
export function Rotated({ apiKey }: { readonly apiKey: ApiKey }) {
  const texts = useTexts(keys);
  const until = retainedUntil(apiKey, Date.now());
  return (
    <>
      <Moment at={apiKey.last_rotated} />
      {until !== null && (
        <Text size="xs" c="dimmed" component="div">
          {texts.oldUntil} <Moment at={new Date(until).toISOString()} />
        </Text>
      )}
    </>
  );
}
