import { Button, Group, Radio, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Api, answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { SecretDialog } from "../parts/secret.tsx";
import { useTexts } from "../texts/language.tsx";
import { createTexts, FIRST_PASSWORDS, type FirstPassword } from "./create-texts.ts";
import { suggestedPassword } from "./password.ts";
import { users } from "./texts.ts";

const FIELDS = ["name", "email", "username", "company", "job_title"] as const;
type Field = (typeof FIELDS)[number];

interface Draft {
  readonly fields: Readonly<Record<Field, string>>;
  readonly isSuperuser: boolean;
  readonly first: FirstPassword;
  readonly password: string;
}

const EMPTY: Draft = { fields: { name: "", email: "", username: "", company: "", job_title: "" }, isSuperuser: false, first: "link", password: "" };

/** What comes of it; a link that could not be mailed does not undo the account. */
interface Made {
  readonly user: User;
  readonly linkFailure: unknown;
}

async function make(api: Api, { fields, isSuperuser, first, password }: Draft): Promise<Made> {
  const filled = Object.fromEntries(FIELDS.flatMap((field) => (fields[field].trim() === "" ? [] : [[field, fields[field].trim()]])));
  const body = { ...filled, ...(isSuperuser && { is_superuser: true }), ...(first === "password" && { password }) };
  const { value: user } = answerOf(await api.POST("/users", { body }));
  if (first !== "link") return { user, linkFailure: null };
  const mailed = Promise.resolve(api.POST("/users/{user_id}/password_reset", { params: { path: { user_id: user.id } } })).then(answerOf);
  return mailed.then(
    () => ({ user, linkFailure: null }),
    (linkFailure: unknown) => ({ user, linkFailure }),
  );
}

/** How the account gets its first password. */
function FirstPasswordChoice({ draft, set }: { readonly draft: Draft; set(change: Partial<Draft>): void }) {
  const texts = useTexts(createTexts);
  return (
    <Stack gap="xs">
      <Radio.Group label={texts.first} value={draft.first} onChange={(first) => set({ first: FIRST_PASSWORDS.find((way) => way === first) ?? "none" })}>
        <Stack gap="xs" mt={6}>
          {FIRST_PASSWORDS.map((way) => (
            <Radio key={way} value={way} label={texts.ways[way].label} description={texts.ways[way].why} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.first === "password" && (
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            label={texts.password}
            value={draft.password}
            autoComplete="off"
            classNames={{ input: "mono" }}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
          <Button variant="default" onClick={() => set({ password: suggestedPassword() })}>
            {texts.suggest}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What stands in the way of sending it, at its field. */
function faultsOf({ fields, first }: Draft, texts: { readonly needed: string; readonly linkNeedsEmail: string }): Partial<Record<Field, string>> {
  const email = fields.email.trim();
  if (email === "" && fields.username.trim() === "") return { username: texts.needed };
  return first === "link" && email === "" ? { email: texts.linkNeedsEmail } : {};
}

/** Makes an account, with a first password or a link to choose one. */
export function CreateDialog({ close }: { close(): void }) {
  const texts = useTexts(createTexts);
  const { fields: labels } = useTexts(users);
  const { api } = useWorld();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<User | null>(null);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const open = (id: string) => navigate({ to: "/users/$userId", params: { userId: id } });
  const failing = useAct<unknown>({ run: (failure) => Promise.reject(failure), tellsFailure: true });
  const making = useAct<void, Made>({
    run: () => make(api, draft),
    renews: [["users"]],
    done: (_input, { user, linkFailure }) => {
      const name = user.name ?? user.username;
      return draft.first === "link" && linkFailure === null ? texts.doneMailed(name) : texts.done(name);
    },
  });
  const begin = () =>
    making.mutate(undefined, {
      onSuccess({ user, linkFailure }) {
        if (linkFailure !== null) failing.mutate(linkFailure);
        if (draft.first === "password") setMade(user);
        else void open(user.id);
      },
    });
  const own = faultsOf(draft, texts);
  const theirs = fieldsOf(making.error);
  if (made) {
    const name = made.name ?? made.username;
    return (
      <SecretDialog
        title={texts.secretTitle(name)}
        lead={texts.secretLead}
        secrets={[
          { label: labels.username, value: made.username },
          { label: texts.password, value: draft.password },
        ]}
        close={() => open(made.id)}
      />
    );
  }
  return (
    <Dialog title={texts.title} opened close={close} size="lg">
      <Form
        submit={texts.submit}
        pending={making.isPending}
        error={making.error}
        disabled={draft.first === "password" && draft.password === ""}
        onSubmit={() => {
          setTried(true);
          if (Object.keys(own).length === 0) begin();
        }}
        cancel={close}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {FIELDS.map((field, at) => (
            <TextInput
              key={field}
              name={field}
              type={field === "email" ? "email" : "text"}
              label={labels[field]}
              {...(field === "username" && { description: texts.usernameHint, inputWrapperOrder: ["label", "input", "description", "error"] })}
              value={draft.fields[field]}
              error={theirs[field] ?? (tried ? own[field] : undefined)}
              autoComplete="off"
              onChange={(event) => set({ fields: { ...draft.fields, [field]: event.currentTarget.value } })}
              {...(at === 0 && { "data-autofocus": true })}
            />
          ))}
        </SimpleGrid>
        <FirstPasswordChoice draft={draft} set={set} />
        <Switch
          label={labels.is_superuser}
          description={texts.superuserWhy}
          checked={draft.isSuperuser}
          onChange={(event) => set({ isSuperuser: event.currentTarget.checked })}
        />
      </Form>
    </Dialog>
  );
}
