import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconClockOff, IconLock, IconLockOpen, IconPassword } from "@tabler/icons-react";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { dateFormat } from "../parts/formats.ts";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { type Credentials, changedWays } from "./credentials.ts";
import { ResetDialog } from "./reset-dialog.tsx";
import { securityTexts } from "./security-texts.ts";

interface Props {
  readonly user: User;
  readonly credentials: Credentials;
}

/** Says that failed attempts hold the account back, and ends it. */
function Locked({ user, until }: { readonly user: User; readonly until: string }) {
  const texts = useTexts(securityTexts);
  const { language } = useLanguage();
  const { api } = useWorld();
  const unlocking = useAct({
    run: async () => answerOf(await api.POST("/users/{user_id}/unlock", { params: { path: { user_id: user.id } } })),
    renews: changedWays(user.id),
    done: () => texts.unlocked,
    tellsFailure: true,
  });
  const moment = dateFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(until));
  return (
    <Alert variant="default" role="note" icon={<IconLock {...ICON} size={18} />} title={texts.lockedUntil(moment)}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{texts.lockedWhy}</Text>
        <Button size="compact-sm" variant="default" leftSection={<IconLockOpen {...ICON} />} loading={unlocking.isPending} onClick={() => unlocking.mutate()}>
          {texts.unlock}
        </Button>
      </Group>
    </Alert>
  );
}

/** What superusers can do about the password. */
function PasswordActions({ user, credentials }: Props) {
  const texts = useTexts(securityTexts);
  const { api } = useWorld();
  const [asked, setAsked] = useState<"reset" | "expire" | null>(null);
  const expiring = useAct({
    run: async () => answerOf(await api.PATCH("/users/{user_id}", { params: { path: { user_id: user.id } }, body: { password_expired: true } })),
    renews: changedWays(user.id),
    done: () => texts.expiredNow,
  });
  return (
    <>
      {credentials.password && credentials.password_expired === false && (
        <Button variant="default" leftSection={<IconClockOff {...ICON} />} onClick={() => setAsked("expire")}>
          {texts.expire}
        </Button>
      )}
      <Button variant="default" leftSection={<IconPassword {...ICON} />} onClick={() => setAsked("reset")}>
        {texts.reset}
      </Button>
      {asked === "reset" && <ResetDialog user={user} close={() => setAsked(null)} />}
      <Confirm
        title={texts.expire}
        opened={asked === "expire"}
        close={() => setAsked(null)}
        submit={texts.expire}
        pending={expiring.isPending}
        error={expiring.error}
        onSubmit={() => expiring.mutate(undefined, { onSuccess: () => setAsked(null) })}
      >
        <Text size="sm">{texts.expireWhy}</Text>
      </Confirm>
    </>
  );
}

/** The ways into an account, and help for whoever cannot get in. */
export function WaysIn({ user, credentials }: Props) {
  const texts = useTexts(securityTexts);
  const { language } = useLanguage();
  const { password_changed: changed, password_expired: isExpired, oauth_provider: provider, oauth_id, identities, magic_link, locked_until } = credentials;
  const date = (moment: string) => dateFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));
  const why = user.is_service_account ? texts.machine : provider !== null ? texts.external(provider) : null;
  return (
    <Section title={texts.ways} lead={texts.waysLead} actions={why === null && <PasswordActions user={user} credentials={credentials} />}>
      <Stack>
        {locked_until !== null && <Locked user={user} until={locked_until} />}
        <Facts
          facts={[
            {
              label: texts.password,
              value: (
                <Group gap="xs" component="span" display="inline-flex">
                  {changed === null ? texts.passwordNone : texts.passwordSet(date(changed))}
                  {isExpired === true && <Mark tone="warn">{texts.expired}</Mark>}
                </Group>
              ),
            },
            {
              label: texts.provider,
              value:
                provider === null ? (
                  identities === 0 ? (
                    texts.none
                  ) : (
                    texts.linked(identities)
                  )
                ) : (
                  <bdi>{oauth_id === null ? provider : `${provider} (${oauth_id})`}</bdi>
                ),
            },
            { label: texts.magicLink, value: magic_link ? texts.offered : texts.notOffered },
          ]}
        />
        {why !== null && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
