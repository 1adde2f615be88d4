import { Button, Stack, Text } from "@mantine/core";
import { IconDeviceMobileOff, IconKeyOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { dateFormat } from "../parts/formats.ts";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { type Credentials, changedWays } from "./credentials.ts";
import { securityTexts } from "./security-texts.ts";

type Passkey = components["schemas"]["Passkey"];

function usePasskeyColumns(): readonly Column<Passkey>[] {
  const texts = useTexts(securityTexts);
  return [
    { id: "name", title: texts.passkeyName, names: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: "kind", title: texts.passkeys, cell: ({ backup_eligible }) => <Mark>{backup_eligible ? texts.copied : texts.bound}</Mark> },
    { id: "created", title: texts.added, cell: ({ created }) => <Moment at={created} /> },
    { id: "last_used", title: texts.lastUsed, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

/** The passkeys of an account; asked for only where there are any. */
function Passkeys({ userId }: { readonly userId: string }) {
  const texts = useTexts(securityTexts);
  const { api } = useWorld();
  const columns = usePasskeyColumns();
  const list = useQuery({
    queryKey: ["passkeys", userId],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/passkeys", { params: { path: { user_id: userId } }, signal })).value,
  });
  if (list.error) return <Failure error={list.error} retry={list.refetch} />;
  if (!list.data) return <Loading lines={2} />;
  return <DataTable label={texts.passkeys} rows={list.data} columns={columns} rowId={({ id }) => id} minWidth={560} />;
}

type Taken = "app" | "passkeys";

/** The second factors of an account, and taking them from whoever lost them. */
export function SecondFactors({ user, credentials }: { readonly user: User; readonly credentials: Credentials }) {
  const texts = useTexts(securityTexts);
  const { language } = useLanguage();
  const { api } = useWorld();
  const [asked, setAsked] = useState<Taken | null>(null);
  const params = { path: { user_id: user.id } };
  const taking = useAct<Taken>({
    run: async (what) =>
      what === "app" ? answerOf(await api.DELETE("/users/{user_id}/totp", { params })) : answerOf(await api.DELETE("/users/{user_id}/passkeys", { params })),
    renews: changedWays(user.id),
    done: (what) => (what === "app" ? texts.appRemoved : texts.passkeysRemoved),
  });
  const { totp_activated: since, recovery_codes, passkeys } = credentials;
  const date = (moment: string) => dateFormat(language, { dateStyle: "medium" }).format(new Date(moment));
  const title = asked === "app" ? texts.removeApp : texts.removePasskeys;
  return (
    <Section
      title={texts.second}
      lead={texts.secondLead}
      actions={
        <>
          {since !== null && (
            <Button variant="default" leftSection={<IconDeviceMobileOff {...ICON} />} onClick={() => setAsked("app")}>
              {texts.removeApp}
            </Button>
          )}
          {passkeys > 0 && (
            <Button variant="default" leftSection={<IconKeyOff {...ICON} />} onClick={() => setAsked("passkeys")}>
              {texts.removePasskeys}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <Facts
          facts={[
            { label: texts.app, value: since === null ? texts.appNone : texts.appSince(date(since)) },
            { label: texts.recoveryCodes, value: String(recovery_codes) },
            { label: texts.passkeys, value: passkeys === 0 ? texts.noPasskeys : String(passkeys) },
          ]}
        />
        {passkeys > 0 && <Passkeys userId={user.id} />}
      </Stack>
      <Confirm
        title={title}
        opened={asked !== null}
        close={() => setAsked(null)}
        danger
        submit={title}
        pending={taking.isPending}
        error={taking.error}
        onSubmit={() => asked && taking.mutate(asked, { onSuccess: () => setAsked(null) })}
      >
        <Text size="sm">{asked === "app" ? texts.removeAppWhy : texts.removePasskeysWhy}</Text>
      </Confirm>
    </Section>
  );
}
