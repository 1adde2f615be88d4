import { SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { Explain } from "../parts/explain.tsx";
import { useHeld } from "../parts/held.ts";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useWorkspace } from "./read.ts";
import { workspaces } from "./texts.ts";

const FROM = "/organizations/$organizationId/workspaces/$workspaceId/check";

/** Who an address asks about: read where it is nobody that was chosen here. */
function useAsked(id: string | undefined) {
  const { api } = useWorld();
  const chosen = useRef<string>(undefined);
  const { data } = useQuery({
    queryKey: ["account-name", id],
    queryFn: async ({ signal }) => {
      const { name, username } = answerOf(await api.GET("/users/{user_id}", { params: { path: { user_id: id ?? "" } }, signal })).value;
      return { value: id ?? "", label: name ?? username, hint: username };
    },
    enabled: id !== undefined && id !== chosen.current,
  });
  return { chosen, known: data };
}

/** Whether somebody may do something in a workspace, and why; the question is in the address. */
export function WorkspaceCheckPage() {
  const texts = useTexts(workspaces);
  const { organizationId, workspaceId } = useWorkspace();
  const me = useMe();
  const { may } = useHeld(organizationId);
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const asksOthers = may("role:read");
  const user = asksOthers ? search.user : me?.id;
  const { chosen, known } = useAsked(asksOthers ? user : undefined);
  const { user: _user, ...asked } = search;
  return (
    <Section title={texts.checkTitle} lead={texts.checkLead}>
      <Stack>
        {asksOthers && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <AccountSelect
              key={known?.value}
              label={texts.whose}
              organizationId={organizationId}
              value={search.user ?? null}
              known={known}
              onChange={(id) => {
                chosen.current = id ?? undefined;
                navigate({ search: { ...asked, ...(id !== null && { user: id }) }, replace: true });
              }}
            />
          </SimpleGrid>
        )}
        {user !== undefined && (
          <Explain
            userId={user}
            organizationId={organizationId}
            workspaceId={workspaceId}
            asked={asked}
            onAsk={(next) => navigate({ search: { ...next, ...(asksOthers && search.user !== undefined && { user: search.user }) }, replace: true })}
          />
        )}
      </Stack>
    </Section>
  );
}
