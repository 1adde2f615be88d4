import { Alert, PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ApiError, answerOf } from "../api/client.ts";
import type { Credentials } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Form } from "../parts/dialog.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { CREDENTIALS } from "./read.ts";
import { security } from "./security-texts.ts";

/** Refusals that stand at one of the fields. */
const AT_CURRENT = new Set(["password.wrong_current"]);
const AT_CHOSEN = new Set(["password.length", "password.common"]);

function PasswordForm({ hasPassword }: { readonly hasPassword: boolean }) {
  const texts = useTexts(security);
  const { api } = useWorld();
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState("");
  const saving = useAct({
    run: async () => answerOf(await api.PATCH("/users/me", { body: { password: chosen, ...(hasPassword && { current_password: current }) } })),
    renews: [CREDENTIALS, ["sessions"]],
  });
  const clear = () => {
    setCurrent("");
    setChosen("");
  };
  const code = saving.error instanceof ApiError ? (saving.error.code ?? "") : "";
  const said = <ReasonWords code={code} words={saving.error?.message ?? ""} />;
  const isAtField = AT_CURRENT.has(code) || AT_CHOSEN.has(code);
  const type = (set: (value: string) => void) => (event: React.ChangeEvent<HTMLInputElement>) => {
    if (!saving.isPending) saving.reset();
    set(event.currentTarget.value);
  };
  return (
    <Stack maw={440}>
      {saving.isSuccess && (
        <Alert variant="default" role="status">
          {texts.changed}
        </Alert>
      )}
      <Form
        submit={hasPassword ? texts.change : texts.set}
        pending={saving.isPending}
        error={isAtField ? null : saving.error}
        disabled={chosen === "" || (hasPassword && current === "")}
        onSubmit={() => saving.mutate(undefined, { onSuccess: clear })}
      >
        <input type="text" name="username" autoComplete="username" value={me?.username ?? ""} readOnly hidden />
        {hasPassword && (
          <PasswordInput
            name="current-password"
            label={texts.current}
            autoComplete="current-password"
            value={current}
            error={AT_CURRENT.has(code) && said}
            aria-invalid={AT_CURRENT.has(code)}
            onChange={type(setCurrent)}
          />
        )}
        <PasswordInput
          name="new-password"
          label={texts.chosen}
          description={texts.chosenHint}
          autoComplete="new-password"
          value={chosen}
          error={AT_CHOSEN.has(code) && said}
          aria-invalid={AT_CHOSEN.has(code)}
          onChange={type(setChosen)}
        />
      </Form>
    </Stack>
  );
}

/** One's own password: where there is one, it is changed; where there is none, it is set. */
export function PasswordSection({ credentials: { password, oauth_provider } }: { readonly credentials: Credentials }) {
  const texts = useTexts(security);
  const isExternal = oauth_provider !== null;
  return (
    <Section title={texts.password} {...(!isExternal && { lead: texts.passwordLead })}>
      {isExternal ? (
        <Text size="sm">{texts.passwordExternal}</Text>
      ) : (
        <Stack>
          {!password && <Text size="sm">{texts.passwordNone}</Text>}
          <PasswordForm hasPassword={password} />
        </Stack>
      )}
    </Section>
  );
}
