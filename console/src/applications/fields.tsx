import { Group, JsonInput, NativeSelect, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import type { FieldFaults } from "../parts/fields.tsx";
import { SearchSelect } from "../parts/search-select.tsx";
import { TextList } from "../parts/text-list.tsx";
import { useTexts } from "../texts/language.tsx";
import { type ApplicationForm, isKeySet } from "./form.ts";
import { ScopeChoice } from "./scopes.tsx";
import { applications } from "./texts.ts";
import { type ApplicationType, METHODS } from "./types.ts";

export interface FieldsProps {
  readonly type: ApplicationType;
  readonly form: ApplicationForm;
  /** What the API said of fields, as `fieldsOf` gives it. */
  readonly wrong: FieldFaults;
  readonly disabled?: boolean;
  set<N extends keyof ApplicationForm>(field: N, value: ApplicationForm[N]): void;
}

/** Where browsers are sent back to. */
export function AddressFields({ type, form, wrong, disabled = false, set }: FieldsProps) {
  const texts = useTexts(applications);
  if (type === "machine") return null;
  const list = (field: "redirect_uris" | "post_logout_redirect_uris", description: string) => (
    <TextList
      label={texts.fields[field]}
      description={description}
      placeholder={texts.addressExample[type]}
      values={form[field]}
      disabled={disabled}
      error={wrong[field]}
      errorOf={(at) => wrong[`${field}.${at}`]}
      onChange={(values) => set(field, values)}
    />
  );
  return (
    <Stack gap="md">
      {list("redirect_uris", `${texts.hints.redirect_uris} ${texts.addressRules[type]}`)}
      {list("post_logout_redirect_uris", texts.hints.post_logout_redirect_uris)}
      <TextInput
        label={texts.fields.backchannel_logout_uri}
        description={texts.hints.backchannel_logout_uri}
        value={form.backchannel_logout_uri}
        disabled={disabled}
        error={wrong["backchannel_logout_uri"]}
        onChange={(event) => set("backchannel_logout_uri", event.currentTarget.value)}
      />
    </Stack>
  );
}

/** How it proves who it is. */
export function MethodFields({ type, form, wrong, disabled = false, set }: FieldsProps) {
  const texts = useTexts(applications);
  const methods = METHODS[type];
  if (methods.length === 1) {
    return (
      <Text size="sm" c="dimmed">
        {texts.publicClient}
      </Text>
    );
  }
  return (
    <Stack gap="md">
      <NativeSelect
        label={texts.fields.auth_method}
        description={texts.hints.auth_method}
        value={form.auth_method}
        disabled={disabled}
        error={wrong["auth_method"]}
        data={methods.map((value) => ({ value, label: texts.methods[value] }))}
        onChange={(event) => {
          const chosen = methods.find((method) => method === event.currentTarget.value);
          if (chosen) set("auth_method", chosen);
          if (chosen === "client_secret") for (const keys of ["jwks", "jwks_uri"] as const) set(keys, "");
        }}
      />
      {form.auth_method === "private_key_jwt" && (
        <>
          <TextInput
            label={texts.fields.jwks_uri}
            description={texts.hints.jwks_uri}
            value={form.jwks_uri}
            disabled={disabled}
            error={wrong["jwks_uri"]}
            onChange={(event) => set("jwks_uri", event.currentTarget.value)}
          />
          <JsonInput
            label={texts.fields.jwks}
            description={texts.hints.jwks}
            value={form.jwks}
            disabled={disabled}
            autosize
            minRows={3}
            maxRows={14}
            error={isKeySet(form.jwks) ? (wrong["jwks"] ?? wrong["jwks.keys"] ?? firstKeyFault(wrong)) : texts.noKeySet}
            onChange={(jwks) => set("jwks", jwks)}
          />
        </>
      )}
    </Stack>
  );
}

/** What is wrong with one of the keys: they are in one field. */
function firstKeyFault(wrong: FieldFaults): ReactNode {
  return Object.entries(wrong).find(([place]) => place.startsWith("jwks.keys."))?.[1];
}

/** Whose it is: one organization's, or the installation's. */
function OrganizationField({ form, wrong, disabled = false, set }: FieldsProps) {
  const texts = useTexts(applications);
  const { api } = useWorld();
  const { organization_id: id } = form;
  const known = useQuery({
    queryKey: ["organization-name", id],
    enabled: id !== null,
    queryFn: async ({ signal }) =>
      answerOf(await api.GET("/organizations/{organization_id}", { params: { path: { organization_id: id ?? "" } }, signal })).value.name,
  });
  return (
    <SearchSelect
      label={texts.fields.organization_id}
      description={texts.hints.organization_id}
      clearable
      disabled={disabled}
      queryKey={["organization-select"]}
      load={async (typed, signal) => {
        const query = { limit: 20, ...(typed !== "" && { name: typed }) };
        const { value } = answerOf(await api.GET("/organizations", { params: { query }, signal }));
        return value.map((organization) => ({ value: organization.id, label: organization.name }));
      }}
      value={id}
      {...(id !== null && known.data !== undefined && { known: { value: id, label: known.data } })}
      error={wrong["organization_id"]}
      onChange={(organization_id) => set("organization_id", organization_id)}
    />
  );
}

/** What is seldom needed. */
export function AdvancedFields(props: FieldsProps) {
  const { type, form, wrong, disabled = false, set } = props;
  const texts = useTexts(applications);
  const flag = (field: "is_trusted" | "dpop_bound" | "require_par") => (
    <Switch
      label={texts.fields[field]}
      description={texts.hints[field]}
      checked={form[field]}
      disabled={disabled}
      error={wrong[field]}
      onChange={(event) => set(field, event.currentTarget.checked)}
    />
  );
  return (
    <Stack gap="md">
      {type !== "machine" && flag("is_trusted")}
      {flag("dpop_bound")}
      {type !== "machine" && flag("require_par")}
      <OrganizationField {...props} />
    </Stack>
  );
}

/** What people see of it. */
export function NameFields({ form, wrong, disabled = false, set }: FieldsProps) {
  const texts = useTexts(applications);
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <TextInput
        label={texts.fields.name}
        description={texts.hints.name}
        required
        value={form.name}
        disabled={disabled}
        error={wrong["name"]}
        miw="15rem"
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <TextInput
        label={texts.fields.logo_url}
        description={texts.hints.logo_url}
        value={form.logo_url}
        disabled={disabled}
        error={wrong["logo_url"]}
        miw="15rem"
        onChange={(event) => set("logo_url", event.currentTarget.value)}
      />
    </Group>
  );
}

/** What it may ask for. */
export function ScopeFields({ type, form, wrong, disabled = false, set }: FieldsProps) {
  return <ScopeChoice type={type} value={form.scopes} error={wrong["scopes"]} disabled={disabled} onChange={(scopes) => set("scopes", scopes)} />;
}
