import { Alert, Group, Stack, Switch, TagsInput, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Contested } from "../parts/contest.tsx";
import { Editor } from "../parts/editor.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Mark } from "../parts/mark.tsx";
import { useNameCheck } from "../parts/name-check.ts";
import { ReasonWords } from "../parts/reason.tsx";
import { Section } from "../parts/section.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { useTexts } from "../texts/language.tsx";
import { readOrganization } from "./read.ts";
import { useRights } from "./rights.ts";
import { settings as catalogue } from "./settings-texts.ts";

/** What the form holds; the domains with commas. */
type SettingsValues = {
  readonly name: string;
  readonly description: string;
  readonly logo_url: string;
  readonly trusted_domains: string;
  readonly require_mfa: boolean;
};

const domainsOf = (text: string): string[] => (text === "" ? [] : text.split(", "));

const formOf = ({ name, description, logo_url, trusted_domains, require_mfa }: Organization): SettingsValues => ({
  name,
  description: description ?? "",
  logo_url: logo_url ?? "",
  trusted_domains: trusted_domains.join(", "),
  require_mfa,
});

/** Writes what changed. @throws ApiError with 412 when it is of another version by now */
async function write(api: Api, id: string, { trusted_domains, ...changed }: Partial<SettingsValues>, etag: string): Promise<Versioned<Organization>> {
  const cleared = Object.fromEntries(Object.entries(changed).map(([field, value]) => [field, value === "" ? null : value]));
  const body = { ...cleared, ...(trusted_domains !== undefined && { trusted_domains: domainsOf(trusted_domains) }) };
  const params = { path: { organization_id: id }, header: { "If-Match": etag } };
  return versionedOf(await api.PATCH("/organizations/{organization_id}", { params, body }));
}

/** What the API said of single domains, which it names by their place in the list. */
function domainFault(error: unknown, domains: readonly string[]): ReactNode {
  const fields = fieldsOf(error);
  const wrong = domains.flatMap((domain, at) => (fields[String(at)] === undefined ? [] : [{ domain, said: fields[String(at)] }]));
  if (fields["trusted_domains"] !== undefined || wrong.length === 0) return fields["trusted_domains"];
  return wrong.map(({ domain, said }) => (
    <Fragment key={domain}>
      {domain}: {said}{" "}
    </Fragment>
  ));
}

/** Whether whoever is signed in could prove a second factor: asked when it is about to be required. */
function useOwnFactor(isAsked: boolean): boolean | undefined {
  const { api } = useWorld();
  const { data } = useQuery({
    queryKey: ["own-factors"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me/credentials", { signal })).value,
    enabled: isAsked,
  });
  return data && (data.totp_activated !== null || data.passkeys > 0);
}

interface MfaProps {
  readonly value: boolean;
  readonly saved: boolean;
  onChange(value: boolean): void;
}

function SecondFactor({ value, saved, onChange }: MfaProps) {
  const texts = useTexts(catalogue);
  const hasFactor = useOwnFactor(value !== saved);
  return (
    <Stack gap="sm">
      <Switch label={texts.requireMfa} description={texts.requireMfaWhy} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      {value && !saved && (
        <Alert variant="default" title={texts.mfaShuts}>
          {texts.mfaShutsWhy}
        </Alert>
      )}
      {hasFactor === false && (
        <Alert variant="default" role="alert" title={texts.mfaYou}>
          {texts.mfaYouWhy}
        </Alert>
      )}
    </Stack>
  );
}

function Domains({ value, error, onChange }: { readonly value: string; readonly error: ReactNode; onChange(value: string): void }) {
  const texts = useTexts(catalogue);
  const { isSuperuser } = useRights();
  const domains = domainsOf(value);
  if (isSuperuser)
    return (
      <TagsInput
        label={texts.domains}
        description={texts.domainsWhy}
        placeholder={texts.domainsHint}
        value={domains}
        error={error}
        splitChars={[",", ";", " "]}
        onChange={(next) => onChange(next.map((domain) => domain.trim()).join(", "))}
      />
    );
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {texts.domains}
      </Text>
      <Text size="xs" c="dimmed">
        {texts.domainsWhy} {texts.domainsSuperusers}
      </Text>
      <Group gap={4}>{domains.length > 0 ? domains.map((domain) => <Mark key={domain}>{domain}</Mark>) : <Text size="sm">–</Text>}</Group>
    </Stack>
  );
}

/** Name, description, logo, trusted domains and the second factor, saved together. */
export function SettingsForm({ loaded }: { readonly loaded: Versioned<Organization> }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id } = loaded.value;
  const { values, set, contest, saving, isChanged, isSaved } = useVersioned({
    loaded,
    formOf,
    read: () => readOrganization(api, id),
    write: (changed, etag) => write(api, id, changed, etag),
    keep: (version) => queries.setQueryData(["organization", id], version),
    done: () => void queries.invalidateQueries({ queryKey: ["organizations"] }),
  });
  const { fault } = useNameCheck({
    name: values.name,
    own: loaded.value.name,
    queryKey: ["organization-name", id],
    ask: async (name, signal) => {
      const params = { path: { organization_id: id }, query: { name } };
      return answerOf(await api.GET("/organizations/{organization_id}/validation/name", { params, signal })).value;
    },
  });
  const wrong = fieldsOf(saving.error);
  return (
    <Editor saving={saving} isChanged={isChanged} isSaved={isSaved} disabled={fault !== null}>
      <Contested contest={contest} labels={texts.fields} values={values} set={set} />
      <Section title={texts.general}>
        <Stack maw={560}>
          <NameInput
            label={texts.fields.name}
            required
            value={values.name}
            error={wrong["name"] ?? (fault !== null && <ReasonWords code={null} words={fault} />)}
            onChange={(text) => set("name", text)}
          />
          <DescriptionInput
            label={texts.fields.description}
            value={values.description}
            error={wrong["description"]}
            onChange={(text) => set("description", text)}
          />
          <TextInput
            label={texts.fields.logo_url}
            description={texts.logoWhy}
            type="url"
            placeholder="https://"
            autoComplete="off"
            value={values.logo_url}
            error={wrong["logo_url"]}
            onChange={(event) => set("logo_url", event.currentTarget.value)}
          />
        </Stack>
      </Section>
      <Section title={texts.security}>
        <Stack maw={640} gap="lg">
          <Domains
            value={values.trusted_domains}
            error={domainFault(saving.error, domainsOf(values.trusted_domains))}
            onChange={(value) => set("trusted_domains", value)}
          />
          <SecondFactor value={values.require_mfa} saved={loaded.value.require_mfa} onChange={(value) => set("require_mfa", value)} />
        </Stack>
      </Section>
    </Editor>
  );
}
