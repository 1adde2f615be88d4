import "./sessions.css";
import { Button, Group, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import {
  type Icon,
  IconApps,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconDeviceTablet,
  IconDeviceTv,
  IconRobot,
  IconTerminal2,
  IconWorld,
} from "@tabler/icons-react";
import { answerOf } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { dateFormat } from "../parts/formats.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { byDay, dayOf } from "./days.ts";
import { sessionTexts } from "./texts.ts";

const ICONS: Readonly<Record<string, Icon>> = {
  desktop: IconDeviceDesktop,
  mobile: IconDeviceMobile,
  tablet: IconDeviceTablet,
  tv: IconDeviceTv,
  bot: IconRobot,
  program: IconTerminal2,
};

function iconOf({ kind, device }: Session): Icon {
  if (kind === "application") return IconApps;
  return ICONS[device?.kind ?? ""] ?? (kind === "device" ? IconTerminal2 : IconWorld);
}

/** What a session is of: an application, or a browser on a system. */
function useWhat() {
  const texts = useTexts(sessionTexts);
  return ({ application, device, user_agent }: Session) =>
    application?.name ?? ([device?.browser, device?.os].filter(Boolean).join(", ") || user_agent || texts.unknown);
}

function useDayName() {
  const texts = useTexts(sessionTexts);
  const { language } = useLanguage();
  const now = new Date();
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  return (day: string) => {
    if (day === dayOf(now)) return texts.today;
    if (day === dayOf(yesterday)) return texts.yesterday;
    return dateFormat(language, { dateStyle: "full", timeZone: "UTC" }).format(new Date(day));
  };
}

function Row({ session, end, ending }: { readonly session: Session; end(): void; readonly ending: boolean }) {
  const texts = useTexts(sessionTexts);
  const what = useWhat()(session);
  const KindIcon = iconOf(session);
  const { kind, application, device, address, created, last_used, current } = session;
  const inside = application ? [device?.browser, device?.os].filter(Boolean).join(", ") : "";
  return (
    <Group component="li" className="session" gap="md" wrap="nowrap" align="flex-start">
      <ThemeIcon size={36} radius="xl" variant="default" c="dimmed" aria-hidden="true">
        <KindIcon size={18} stroke={1.6} />
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Group gap="xs">
          <Text size="sm" fw={600} className="breaking">
            <bdi>{what}</bdi>
          </Text>
          {current && <Mark tone="good">{texts.current}</Mark>}
        </Group>
        <Text size="xs" c="dimmed" className="breaking">
          {[texts.kinds[kind], inside, address].filter(Boolean).join(" · ")}
        </Text>
        <Text size="xs" c="dimmed">
          {texts.since} <Moment at={created} /> · {texts.lastUsed} <Moment at={last_used} />
        </Text>
      </Stack>
      {!current && (
        <Button size="compact-sm" variant="default" loading={ending} aria-label={texts.endOne(what)} onClick={end}>
          {texts.end}
        </Button>
      )}
    </Group>
  );
}

interface Props {
  readonly userId: string;
  readonly sessions: readonly Session[];
}

/** Sessions by the day on which they began, each to be ended. */
export function Timeline({ userId, sessions }: Props) {
  const texts = useTexts(sessionTexts);
  const { api } = useWorld();
  const dayName = useDayName();
  const ending = useAct<string>({
    run: async (id) => answerOf(await api.DELETE("/users/{user_id}/sessions/{session_id}", { params: { path: { user_id: userId, session_id: id } } })),
    renews: [["sessions", userId]],
    done: () => texts.ended,
    tellsFailure: true,
  });
  return (
    <Stack gap="lg">
      {byDay(sessions).map(({ day, sessions: own }) => (
        <Stack key={day} gap="xs">
          <Title order={3} size="sm" c="dimmed">
            {dayName(day)}
          </Title>
          <ul className="plain-list session-days">
            {own.map((session) => (
              <Row key={session.id} session={session} ending={ending.isPending && ending.variables === session.id} end={() => ending.mutate(session.id)} />
            ))}
          </ul>
        </Stack>
      ))}
    </Stack>
  );
}
