import { SimpleGrid, Stack } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Empty } from "../parts/empty.tsx";
import { Explain } from "../parts/explain.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { accessTexts } from "./access-texts.ts";
import { Memberships } from "./memberships.tsx";
import type { AccessSearch } from "./one-search.ts";
import { OrganizationSelect } from "./organization-select.tsx";
import { PermissionTable } from "./permission-table.tsx";
import { useUser } from "./read.ts";
import { WorkspaceSelect } from "./workspace-select.tsx";

/** Where it is looked, as the address has it. */
function useLooking() {
  const search = useSearch({ from: "/users/$userId/access" });
  const navigate = useNavigate({ from: "/users/$userId/access" });
  const look = (change: Partial<Record<keyof AccessSearch, string | undefined>>) =>
    navigate({ search: (before) => ({ ...before, ...change }) as AccessSearch, replace: true, resetScroll: false });
  return { search, look };
}

/** What the account may do at the chosen place, and why: for looking only. */
function Held({ userId, organization, workspace }: { readonly userId: string; readonly organization: string; readonly workspace: string | undefined }) {
  const { api } = useWorld();
  const { search, look } = useLooking();
  const query = workspace === undefined ? { organization_id: organization } : { workspace_id: workspace };
  const held = useQuery({
    queryKey: ["permissions-of", userId, query],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/permissions", { params: { path: { user_id: userId }, query }, signal })).value,
    staleTime: 0,
  });
  if (held.error) return <Failure error={held.error} retry={held.refetch} />;
  if (!held.data) return <Loading />;
  return <PermissionTable held={held.data} chosen={search.permission} choose={(permission) => look({ permission, resource: undefined, project: undefined })} />;
}

function SeeAs() {
  const texts = useTexts(accessTexts);
  const { userId, user } = useUser();
  const { search, look } = useLooking();
  const { organization, workspace, permission, project, resource } = search;
  const name = user?.name ?? user?.username ?? "";
  const nothing = { workspace: undefined, permission: undefined, project: undefined, resource: undefined };
  return (
    <>
      <Section title={texts.seeAs(name)} lead={texts.seeAsLead} actions={<Mark tone="warn">{texts.seeAsMark}</Mark>}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
            <OrganizationSelect
              label={texts.organization}
              clearable
              value={organization ?? null}
              onChange={(id) => look({ ...nothing, organization: id ?? undefined })}
            />
            {organization !== undefined && (
              <WorkspaceSelect
                key={organization}
                organizationId={organization}
                label={texts.workspace}
                placeholder={texts.anyWorkspace}
                value={workspace ?? null}
                onChange={(id) => look({ ...nothing, workspace: id ?? undefined })}
              />
            )}
          </SimpleGrid>
          {organization === undefined ? (
            <Empty icon={IconEye} title={texts.choose} why={texts.chooseWhy} />
          ) : (
            <Held userId={userId} organization={organization} workspace={workspace} />
          )}
        </Stack>
      </Section>
      {organization !== undefined && (
        <Section title={texts.one} lead={texts.oneLead}>
          <Explain
            key={`${organization}/${workspace ?? ""}`}
            userId={userId}
            organizationId={organization}
            {...(workspace !== undefined && { workspaceId: workspace })}
            asked={{ ...(permission !== undefined && { permission }), ...(project !== undefined && { project }), ...(resource !== undefined && { resource }) }}
            onAsk={(asked) => look({ permission: asked.permission, project: asked.project, resource: asked.resource })}
          />
        </Section>
      )}
    </>
  );
}

/** What an account holds in organizations, and what it may do there. */
export function AccessPage() {
  const { userId } = useUser();
  const { search } = useLooking();
  return (
    <>
      <Memberships userId={userId} cursor={search.cursor} />
      <SeeAs />
    </>
  );
}
