import "./account.css";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Credentials, NewTotp } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm, Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Copy } from "../parts/secret.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { QrCode } from "./qr-code.tsx";
import { CREDENTIALS } from "./read.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { security } from "./security-texts.ts";

/** With fewer recovery codes than this, new ones are due. */
const FEW = 4;

interface SetUpProps {
  readonly pending: NewTotp;
  /** It is the account's first second factor. */
  readonly isFirst: boolean;
  close(): void;
  done(codes: readonly string[]): void;
}

function SetUp({ pending, isFirst, close, done }: SetUpProps) {
  const texts = useTexts(security);
  const { api } = useWorld();
  const [code, setCode] = useState("");
  const verifying = useAct({
    run: async () => answerOf(await api.POST("/users/me/totp/verify", { body: { code: code.trim() } })).value.recovery_codes,
    renews: [CREDENTIALS, ["sessions"]],
  });
  const spaced = pending.secret.replace(/(.{4})(?=.)/g, "$1 ");
  return (
    <Form
      submit={texts.confirm}
      pending={verifying.isPending}
      error={verifying.error}
      disabled={code.trim().length < 6}
      cancel={close}
      onSubmit={() => verifying.mutate(undefined, { onSuccess: done })}
    >
      <Text size="sm">{texts.scan}</Text>
      <Group justify="center">
        <QrCode text={pending.otpauth_uri} label={texts.qr} />
      </Group>
      <TextInput
        label={texts.secret}
        description={texts.secretHint}
        value={spaced}
        readOnly
        classNames={{ input: "mono" }}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={<Copy value={pending.secret} what={texts.secret} />}
      />
      <TextInput
        label={texts.code}
        placeholder={texts.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        data-autofocus
      />
      {isFirst && (
        <Text size="sm" c="dimmed">
          {texts.endsOthers}
        </Text>
      )}
    </Form>
  );
}

function State({ credentials: { totp_activated, recovery_codes } }: { readonly credentials: Credentials }) {
  const texts = useTexts(security);
  if (totp_activated === null) return null;
  return (
    <Stack gap="sm">
      <Facts facts={[{ label: texts.totpSince, value: <Moment at={totp_activated} /> }]} />
      <Text size="sm">
        {texts.codesLeft(recovery_codes)} {recovery_codes < FEW && texts.codesFew}
      </Text>
    </Stack>
  );
}

/** One's own authenticator app with its recovery codes. */
export function TotpSection({ credentials }: { readonly credentials: Credentials }) {
  const texts = useTexts(security);
  const { api } = useWorld();
  const [asked, setAsked] = useState<"codes" | "removal" | null>(null);
  const [pending, setPending] = useState<NewTotp | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const isOn = credentials.totp_activated !== null;
  const beginning = useAct({ run: async () => answerOf(await api.POST("/users/me/totp")).value });
  const renewing = useAct({
    run: async () => answerOf(await api.POST("/users/me/recovery_codes")).value.recovery_codes,
    renews: [CREDENTIALS],
  });
  const removing = useAct({
    run: async () => answerOf(await api.DELETE("/users/me/totp")),
    renews: [CREDENTIALS],
    done: () => texts.totpRemoved,
  });
  const ask = (what: "codes" | "removal") => {
    renewing.reset();
    removing.reset();
    setAsked(what);
  };
  const close = () => setAsked(null);
  const show = (made: readonly string[]) => {
    setAsked(null);
    setPending(null);
    setCodes(made);
  };
  return (
    <Section title={texts.totp} lead={texts.totpLead} actions={<Mark tone={isOn ? "good" : "quiet"}>{isOn ? texts.totpOn : texts.totpOff}</Mark>}>
      <Stack>
        <State credentials={credentials} />
        {beginning.isError && <Failure error={beginning.error} />}
        <Group gap="xs">
          <Button variant={isOn ? "default" : "filled"} loading={beginning.isPending} onClick={() => beginning.mutate(undefined, { onSuccess: setPending })}>
            {isOn ? texts.replace : texts.setUp}
          </Button>
          {isOn && (
            <>
              <Button variant="default" onClick={() => ask("codes")}>
                {texts.newCodes}
              </Button>
              <Button variant="default" onClick={() => ask("removal")}>
                {texts.remove}
              </Button>
            </>
          )}
        </Group>
      </Stack>
      <Dialog title={texts.totp} opened={pending !== null} close={() => setPending(null)}>
        {pending && <SetUp pending={pending} isFirst={!isOn && credentials.passkeys === 0} close={() => setPending(null)} done={show} />}
      </Dialog>
      <RecoveryCodes codes={codes} close={() => setCodes([])} />
      <Confirm
        title={texts.newCodes}
        opened={asked === "codes"}
        close={close}
        submit={texts.makeCodes}
        pending={renewing.isPending}
        error={renewing.error}
        onSubmit={() => renewing.mutate(undefined, { onSuccess: show })}
      >
        <Text size="sm">{texts.newCodesWhy}</Text>
      </Confirm>
      <Confirm
        title={texts.removeTotp}
        opened={asked === "removal"}
        close={close}
        submit={texts.remove}
        danger
        pending={removing.isPending}
        error={removing.error}
        onSubmit={() => removing.mutate(undefined, { onSuccess: close })}
      >
        <Text size="sm">{texts.removeTotpWhy}</Text>
      </Confirm>
    </Section>
  );
}
