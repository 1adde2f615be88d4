import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { answerOf } from "../api/client.ts";
import { KeyList } from "../api-keys/key-list.tsx";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { HeldRoles } from "../grants/roles-dialog.tsx";
import { readOrganization } from "../organizations/read.ts";
import { Failure } from "../parts/failure.tsx";
import { useHeld } from "../parts/held.ts";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { PersonLink } from "../parts/person.tsx";
import { Identifier } from "../parts/secret.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useOrganizationCrumbs } from "../workspaces/crumbs.tsx";
import { AccountActions } from "./actions.tsx";
import { accountKey, keysOf, readServiceAccount, type ServiceAccount } from "./read.ts";
import { serviceAccounts } from "./texts.ts";

const FROM = "/organizations/$organizationId/service-accounts/$accountId";

function About({ account: { id, username, description, owner, created, last_login } }: { readonly account: ServiceAccount }) {
  const texts = useTexts(serviceAccounts);
  return (
    <Section title={texts.about}>
      <Facts
        facts={[
          { label: texts.username, value: <bdi>{username}</bdi> },
          { label: texts.description, value: description },
          {
            label: texts.owner,
            value: owner && <PersonLink person={owner} />,
          },
          { label: texts.lastUsed, value: <Moment at={last_login} /> },
          { label: texts.created, value: <Moment at={created} /> },
          {
            label: texts.id,
            value: <Identifier value={id} what={texts.id} />,
          },
        ]}
      />
    </Section>
  );
}

/** What it holds in the whole organization. */
function Roles({ organizationId, account: { id, username } }: { readonly organizationId: string; readonly account: ServiceAccount }) {
  const texts = useTexts(serviceAccounts);
  const { api } = useWorld();
  const { may } = useHeld(organizationId);
  const queryKey = ["members", "one", organizationId, id];
  const { data, isPending, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const query = { user_id: id, include_users: false, include_teams: false };
      const params = { path: { organization_id: organizationId }, query };
      return answerOf(await api.GET("/organizations/{organization_id}/members", { params, signal })).value[0]?.roles ?? [];
    },
  });
  return (
    <Section title={texts.roles} lead={texts.rolesLead}>
      {isPending && <Loading lines={2} />}
      {error && <Failure error={error} retry={refetch} />}
      {data && (
        <HeldRoles
          place={{ organizationId, level: "organization" }}
          holder={{ kind: "account", id, name: username }}
          roles={data}
          renews={[queryKey, ["members"]]}
          readOnly={!may("role:assign")}
        />
      )}
    </Section>
  );
}

/** One service account: what it is, what it may do, and its keys. */
export function ServiceAccountPage() {
  const texts = useTexts(serviceAccounts);
  const { organizationId, accountId } = useParams({ from: FROM });
  const { cursor } = useSearch({ from: FROM });
  const { api } = useWorld();
  const { may } = useHeld(organizationId);
  const path = useMemo(() => ({ organization_id: organizationId, service_account_id: accountId }), [organizationId, accountId]);
  const organization = useQuery({ queryKey: ["organization", organizationId], queryFn: ({ signal }) => readOrganization(api, organizationId, signal) });
  const { data, isPending, error, refetch } = useQuery({ queryKey: accountKey(accountId), queryFn: ({ signal }) => readServiceAccount(api, path, signal) });
  const crumbs = useOrganizationCrumbs(organizationId, organization.data?.value.name);
  const source = useMemo(() => keysOf(api, path), [api, path]);
  const account = data?.value;
  return (
    <Page
      title={account?.username ?? texts.one}
      crumbs={[
        ...crumbs,
        <PageLink key="accounts" to="/organizations/$organizationId/service-accounts" params={{ organizationId }} size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={account && <Mark tone={account.is_active ? "good" : "bad"}>{account.is_active ? texts.active : texts.inactive}</Mark>}
      actions={data && <AccountActions path={path} loaded={data} />}
    >
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {account && (
        <>
          <About account={account} />
          <KeyList source={source} lead={texts.keysLead} cursor={cursor} writes={may("service_account:update")} />
          <Roles organizationId={organizationId} account={account} />
        </>
      )}
    </Page>
  );
}
