import { Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconBrowser, IconDeviceMobile, IconRobot, IconServer } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { CardLink, PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { Page } from "../parts/page.tsx";
import { SecretDialog } from "../parts/secret.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { AddressFields, MethodFields, NameFields, ScopeFields } from "./fields.tsx";
import { type ApplicationForm, bodyOf, isKeySet } from "./form.ts";
import { applications } from "./texts.ts";
import { type ApplicationCreate, type ApplicationType, METHODS, type Scope, TYPES } from "./types.ts";

const ICONS = { web: IconServer, single_page: IconBrowser, native: IconDeviceMobile, machine: IconRobot } as const;

const SCOPES: Readonly<Record<ApplicationType, readonly Scope[]>> = {
  web: ["openid", "profile", "email"],
  single_page: ["openid", "profile", "email"],
  native: ["openid", "profile", "email", "offline_access"],
  machine: ["users:read"],
};

const emptyOf = (type: ApplicationType): ApplicationForm => ({
  name: "",
  redirect_uris: type === "machine" ? [] : [""],
  post_logout_redirect_uris: [],
  backchannel_logout_uri: "",
  scopes: SCOPES[type],
  auth_method: METHODS[type][0] ?? "none",
  jwks: "",
  jwks_uri: "",
  logo_url: "",
  is_trusted: false,
  dpop_bound: false,
  require_par: false,
  organization_id: null,
});

function TypeChoice() {
  const texts = useTexts(applications);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} component="ul" className="plain-list">
      {TYPES.map((type) => {
        const Icon = ICONS[type];
        return (
          <li key={type}>
            <CardLink to="/applications/new" search={{ type }}>
              <Group wrap="nowrap" align="flex-start">
                <Icon size={26} stroke={1.5} aria-hidden="true" style={{ flexShrink: 0 }} />
                <Stack gap={2}>
                  <Text fw={600}>{texts.types[type].name}</Text>
                  <Text size="sm" c="dimmed">
                    {texts.types[type].what}
                  </Text>
                </Stack>
              </Group>
            </CardLink>
          </li>
        );
      })}
    </SimpleGrid>
  );
}

/** The fields that matter for the type; all others can be changed afterwards. */
function NewForm({ type }: { readonly type: ApplicationType }) {
  const texts = useTexts(applications);
  const { api } = useWorld();
  const navigate = useNavigate();
  const [form, setForm] = useState(() => emptyOf(type));
  const [secret, setSecret] = useState<{ readonly id: string; readonly text: string } | null>(null);
  const go = (applicationId: string) => navigate({ to: "/applications/$applicationId", params: { applicationId } });
  const making = useAct({
    async run() {
      const { redirect_uris, post_logout_redirect_uris, ...others } = form;
      const filled = (uris: readonly string[]) => uris.map((uri) => uri.trim()).filter((uri) => uri !== "");
      const lists = { redirect_uris: filled(redirect_uris), post_logout_redirect_uris: filled(post_logout_redirect_uris) };
      const body = { ...bodyOf({ ...others, ...lists }), type } as ApplicationCreate;
      return answerOf(await api.POST("/applications", { body })).value;
    },
    renews: [["applications"]],
  });
  const make = () =>
    making.mutate(undefined, {
      onSuccess({ id, client_secret }) {
        if (client_secret === null) go(id);
        else setSecret({ id, text: client_secret });
      },
    });
  const set = <N extends keyof ApplicationForm>(field: N, value: ApplicationForm[N]) => setForm((before) => ({ ...before, [field]: value }));
  const props = { type, form, wrong: fieldsOf(making.error), set };
  return (
    <Section title={texts.types[type].name} lead={texts.types[type].what}>
      <Form
        submit={texts.make}
        pending={making.isPending}
        error={making.error}
        disabled={!isKeySet(form.jwks)}
        onSubmit={make}
        cancel={() => navigate({ to: "/applications/new", search: {} })}
      >
        <NameFields {...props} />
        <AddressFields {...props} />
        <MethodFields {...props} />
        <ScopeFields {...props} />
      </Form>
      <SecretDialog
        title={texts.secretTitle}
        lead={texts.secretLead}
        secrets={
          secret
            ? [
                { label: texts.clientId, value: secret.id },
                { label: texts.clientSecret, value: secret.text },
              ]
            : []
        }
        close={() => secret && go(secret.id)}
      />
    </Section>
  );
}

/** Makes an application: first what it runs on, then what that needs. */
export function NewApplicationPage() {
  const texts = useTexts(applications);
  const { type } = useSearch({ from: "/installation/applications/new" });
  return (
    <Page
      title={texts.fresh}
      lead={type ? undefined : texts.chooseType}
      crumbs={[
        <PageLink key="applications" to="/applications" size="sm">
          {texts.title}
        </PageLink>,
      ]}
    >
      {type ? <NewForm key={type} type={type} /> : <TypeChoice />}
    </Page>
  );
}
