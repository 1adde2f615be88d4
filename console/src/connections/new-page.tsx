import { PasswordInput, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { CardLink, PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { Callback } from "./callback.tsx";
import { connections } from "./texts.ts";
import { CHOICES, type Choice, type ConnectionCreate, ENDPOINTS } from "./types.ts";

type Typed = Readonly<Record<string, string>>;

function ProviderChoice() {
  const texts = useTexts(connections);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="ul" className="plain-list">
      {(Object.keys(CHOICES) as Choice[]).map((provider) => (
        <li key={provider}>
          <CardLink to="/connections/new" search={{ provider }}>
            <Text fw={600}>{texts.choices[provider].name}</Text>
            <Text size="sm" c="dimmed">
              {texts.choices[provider].what}
            </Text>
          </CardLink>
        </li>
      ))}
    </SimpleGrid>
  );
}

/** What is sent: what was typed, and which preset or kind fills in the rest. */
function bodyOf(provider: Choice, typed: Typed): ConnectionCreate {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ""));
  const chosen = provider === "oidc" || provider === "oauth2" ? { kind: provider } : { preset: provider };
  return { name: "", client_id: "", ...given, ...chosen } as ConnectionCreate;
}

function NewForm({ provider }: { readonly provider: Choice }) {
  const texts = useTexts(connections);
  const { api } = useWorld();
  const navigate = useNavigate();
  const isGeneric = provider === "oidc" || provider === "oauth2";
  const [typed, setTyped] = useState<Typed>({ name: isGeneric ? "" : provider, display_name: isGeneric ? "" : texts.choices[provider].name });
  const making = useAct({
    run: async () => answerOf(await api.POST("/connections", { body: bodyOf(provider, typed) })).value,
    renews: [["connections"]],
  });
  const wrong = fieldsOf(making.error);
  const set = (field: string, value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const text = (field: keyof typeof texts.fields, required = false) => (
    <TextInput
      key={field}
      label={texts.fields[field]}
      description={texts.hints[field]}
      required={required}
      value={typed[field] ?? ""}
      error={wrong[field]}
      autoComplete="off"
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  return (
    <Section title={texts.choices[provider].name} lead={texts.choices[provider].what}>
      <Form
        submit={texts.make}
        pending={making.isPending}
        error={making.error}
        onSubmit={() => making.mutate(undefined, { onSuccess: ({ id }) => navigate({ to: "/connections/$connectionId", params: { connectionId: id } }) })}
        cancel={() => navigate({ to: "/connections/new", search: {} })}
      >
        <Callback />
        {text("display_name", isGeneric)}
        {text("name", true)}
        {CHOICES[provider].flatMap((asked) =>
          asked === "endpoints" ? ENDPOINTS.map((name) => text(name, name !== "emails_endpoint")) : text(asked, provider !== "gitlab"),
        )}
        {text("client_id", true)}
        <PasswordInput
          label={texts.fields.client_secret}
          description={texts.hints.client_secret}
          value={typed["client_secret"] ?? ""}
          error={wrong["client_secret"]}
          autoComplete="new-password"
          onChange={(event) => set("client_secret", event.currentTarget.value)}
        />
      </Form>
    </Section>
  );
}

/** Makes a connection: first which provider, then what it takes. */
export function NewConnectionPage() {
  const texts = useTexts(connections);
  const { provider } = useSearch({ from: "/installation/connections/new" });
  return (
    <Page
      title={texts.fresh}
      lead={provider ? undefined : texts.choose}
      crumbs={[
        <PageLink key="connections" to="/connections" size="sm">
          {texts.title}
        </PageLink>,
      ]}
    >
      {provider ? <NewForm key={provider} provider={provider} /> : <ProviderChoice />}
    </Page>
  );
}
