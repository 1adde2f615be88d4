import { Alert, Code, Group } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import type { Versioned } from "../api/client.ts";
import { PageLink } from "../app/links.tsx";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Copy } from "../parts/secret.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { ApplicationActions } from "./actions.tsx";
import { ApplicationEditor } from "./editor.tsx";
import { ApplicationMarks } from "./marks.tsx";
import { useApplication } from "./read.ts";
import { Secrets } from "./secrets.tsx";
import { Snippets } from "./snippets.tsx";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

function Identity({ application }: { readonly application: Application }) {
  const texts = useTexts(applications);
  const { client_id, type, created, updated, service_account_id } = application;
  return (
    <Section title={texts.facts}>
      <Facts
        facts={[
          {
            label: texts.clientId,
            value: (
              <Group gap={4} wrap="nowrap">
                <Code>{client_id}</Code>
                <Copy value={client_id} what={texts.clientId} />
              </Group>
            ),
          },
          { label: texts.type, value: texts.types[type].name },
          { label: texts.created, value: <Moment at={created} /> },
          { label: texts.updated, value: <Moment at={updated} /> },
          ...(service_account_id === null
            ? []
            : [
                {
                  label: texts.serviceAccount,
                  value: (
                    <PageLink to="/users/$userId" params={{ userId: service_account_id }} inherit>
                      {texts.toAccount}
                    </PageLink>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
}

function Parts({ loaded }: { readonly loaded: Versioned<Application> }) {
  const texts = useTexts(applications);
  const { value: application } = loaded;
  return (
    <>
      {application.is_system && (
        <Alert variant="default" title={texts.system}>
          {texts.systemWhy}
        </Alert>
      )}
      {application.is_self_registered && (
        <Alert variant="default" title={texts.selfRegistered}>
          {texts.selfRegisteredWhy}
        </Alert>
      )}
      <Identity application={application} />
      <ApplicationEditor key={application.id} loaded={loaded} />
      {application.auth_method === "client_secret" && <Secrets application={application} />}
      <Snippets application={application} />
    </>
  );
}

/** One application. */
export function ApplicationPage() {
  const texts = useTexts(applications);
  const { applicationId } = useParams({ from: "/installation/applications/$applicationId" });
  const { data, isPending, error, refetch } = useApplication(applicationId);
  return (
    <Page
      title={data?.value.name ?? texts.one}
      crumbs={[
        <PageLink key="applications" to="/applications" size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={data && <ApplicationMarks application={data.value} />}
      actions={data && <ApplicationActions loaded={data} />}
    >
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {data && <Parts loaded={data} />}
    </Page>
  );
}
