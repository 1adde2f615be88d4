import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { SecretDialog } from "../parts/secret.tsx";
import { useTexts } from "../texts/language.tsx";
import { changedWays } from "./credentials.ts";
import { suggestedPassword } from "./password.ts";
import { securityTexts } from "./security-texts.ts";

interface Props {
  readonly user: User;
  close(): void;
}

/** Gives an account another password: by a link to its owner, or one that is good once. */
export function ResetDialog({ user, close }: Props) {
  const texts = useTexts(securityTexts);
  const { api } = useWorld();
  const { id, name, username, email } = user;
  const [way, setWay] = useState<"link" | "set">(email === null ? "set" : "link");
  const [password, setPassword] = useState(suggestedPassword);
  const [shown, setShown] = useState(false);
  const path = { user_id: id };
  const mailing = useAct({
    run: async () => answerOf(await api.POST("/users/{user_id}/password_reset", { params: { path } })),
    done: () => texts.linkSent(email ?? ""),
  });
  const setting = useAct({
    run: async () => answerOf(await api.PATCH("/users/{user_id}", { params: { path }, body: { password } })),
    renews: changedWays(id),
  });
  if (shown) return <SecretDialog title={texts.secretTitle} lead={texts.secretLead} secrets={[{ label: texts.newPassword, value: password }]} close={close} />;
  const submit = () => (way === "link" ? mailing.mutate(undefined, { onSuccess: close }) : setting.mutate(undefined, { onSuccess: () => setShown(true) }));
  return (
    <Dialog title={texts.resetTitle(name ?? username)} opened close={close}>
      <Form
        submit={way === "link" ? texts.submitLink : texts.submitSet}
        pending={mailing.isPending || setting.isPending}
        error={way === "link" ? mailing.error : setting.error}
        disabled={way === "set" && password === ""}
        onSubmit={submit}
        cancel={close}
      >
        <Radio.Group aria-label={texts.reset} value={way} onChange={(chosen) => setWay(chosen === "link" ? "link" : "set")}>
          <Stack gap="sm">
            <Radio value="link" label={texts.resetLink} description={email === null ? texts.noAddress : texts.resetLinkWhy} disabled={email === null} />
            <Radio value="set" label={texts.resetSet} description={texts.resetSetWhy} />
          </Stack>
        </Radio.Group>
        {way === "set" && (
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              label={texts.newPassword}
              value={password}
              error={fieldsOf(setting.error)["password"]}
              autoComplete="off"
              classNames={{ input: "mono" }}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button variant="default" onClick={() => setPassword(suggestedPassword())}>
              {texts.suggest}
            </Button>
          </Group>
        )}
      </Form>
    </Dialog>
  );
}
