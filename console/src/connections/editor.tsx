import { Divider, NativeSelect, PasswordInput, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Versioned, versionedOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Contested } from "../parts/contest.tsx";
import { Editor } from "../parts/editor.tsx";
import { type FieldFaults, fieldsOf } from "../parts/fields.tsx";
import { Section } from "../parts/section.tsx";
import { TextList } from "../parts/text-list.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { useTexts } from "../texts/language.tsx";
import { bodyOf, type ConnectionForm, formOf } from "./form.ts";
import { MetadataFields } from "./metadata-fields.tsx";
import { connectionKey, readConnection } from "./read.ts";
import { connections } from "./texts.ts";
import { CLAIMS, type Connection, ENDPOINTS } from "./types.ts";

interface FieldsProps {
  readonly connection: Connection;
  readonly form: ConnectionForm;
  readonly wrong: FieldFaults;
  set<N extends keyof ConnectionForm>(field: N, value: ConnectionForm[N]): void;
}

const AUTHS = ["client_secret_basic", "client_secret_post", "none"] as const;

/** Who we are to the provider, and where it is. */
function ProviderFields({ connection, form, wrong, set }: FieldsProps) {
  const texts = useTexts(connections);
  const text = (field: "display_name" | "client_id" | "issuer" | (typeof ENDPOINTS)[number]) => (
    <TextInput
      key={field}
      label={texts.fields[field]}
      description={texts.hints[field]}
      value={form[field]}
      error={wrong[field]}
      autoComplete="off"
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  return (
    <Stack gap="md">
      {text("display_name")}
      {connection.kind === "oidc" ? text("issuer") : ENDPOINTS.map(text)}
      {text("client_id")}
      <PasswordInput
        label={texts.fields.client_secret}
        description={connection.has_client_secret ? texts.secretThere : texts.secretMissing}
        placeholder={connection.has_client_secret ? texts.secretKeep : ""}
        value={form.client_secret}
        error={wrong["client_secret"]}
        autoComplete="new-password"
        onChange={(event) => set("client_secret", event.currentTarget.value)}
      />
      <NativeSelect
        label={texts.fields.token_auth}
        value={form.token_auth}
        error={wrong["token_auth"]}
        data={AUTHS.map((value) => ({ value, label: texts.tokenAuths[value] }))}
        onChange={(event) => {
          const chosen = AUTHS.find((auth) => auth === event.currentTarget.value);
          if (chosen) set("token_auth", chosen);
        }}
      />
    </Stack>
  );
}

/** Who may sign in by it, and as whom. */
function RuleFields({ form, wrong, set }: FieldsProps) {
  const texts = useTexts(connections);
  const list = (field: "scopes" | "domains") => (
    <TextList
      label={texts.fields[field]}
      description={texts.hints[field]}
      values={form[field]}
      error={wrong[field]}
      errorOf={(at) => wrong[`${field}.${at}`]}
      onChange={(values) => set(field, values)}
    />
  );
  return (
    <Stack gap="md">
      {list("scopes")}
      {list("domains")}
      {(["is_hidden", "trust_email", "link_existing"] as const).map((field) => (
        <Switch
          key={field}
          label={texts.fields[field]}
          description={texts.hints[field]}
          checked={form[field]}
          onChange={(event) => set(field, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}

function ClaimFields({ form, wrong, set }: FieldsProps) {
  const texts = useTexts(connections);
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {texts.fields.claims}
      </Text>
      <Text size="sm" c="dimmed">
        {texts.claimsLead}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {CLAIMS.map((name) => (
          <TextInput
            key={name}
            label={texts.claims[name]}
            value={form.claims[name]}
            error={wrong[`claims.${name}`]}
            classNames={{ input: "mono" }}
            onChange={(event) => set("claims", { ...form.claims, [name]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      <MetadataFields pairs={form.metadata} errorOf={(key) => wrong[`claims.metadata.${key}`]} onChange={(metadata) => set("metadata", metadata)} />
    </Stack>
  );
}

/** All that can be changed of a connection. */
export function ConnectionEditor({ loaded }: { readonly loaded: Versioned<Connection> }) {
  const texts = useTexts(connections);
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id } = loaded.value;
  const { values, set, contest, saving, isChanged, isSaved } = useVersioned({
    loaded,
    formOf,
    read: () => readConnection(api, id),
    write: async (changed, etag) =>
      versionedOf<Connection>(
        await api.PATCH("/connections/{connection_id}", { params: { path: { connection_id: id }, header: { "If-Match": etag } }, body: bodyOf(changed) }),
      ),
    keep(version) {
      queries.setQueryData(connectionKey(id), version);
      return queries.invalidateQueries({ queryKey: ["connections"] });
    },
  });
  const props = { connection: loaded.value, form: values, wrong: fieldsOf(saving.error), set };
  return (
    <Section title={texts.settings}>
      <Editor saving={saving} isChanged={isChanged} isSaved={isSaved}>
        <Contested contest={contest} labels={{ ...texts.fields, metadata: texts.metadata }} values={values} set={set} />
        <ProviderFields {...props} />
        <Divider color="var(--line)" />
        <RuleFields {...props} />
        <Divider color="var(--line)" />
        <ClaimFields {...props} />
      </Editor>
    </Section>
  );
}
