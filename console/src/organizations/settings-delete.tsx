import { Button, List, Stack, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf, type Versioned } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { orReadAnew } from "../parts/anew.ts";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { restoreOrganization } from "./read.ts";
import { settings as catalogue } from "./settings-texts.ts";

/** What would go, as the API counts it now. */
function Preview({ id }: { readonly id: string }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ["organization-deletion", id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET("/organizations/{organization_id}/deletion", { params: { path: { organization_id: id } }, signal })).value,
    staleTime: 0,
  });
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loading lines={2} />;
  const goes = data.goes.filter(({ resource, count }) => count > 0 && resource !== "organization");
  return (
    <Stack gap="xs">
      <Text size="sm">{texts.deleteWhy}</Text>
      {goes.length > 0 && (
        <List size="sm" spacing={2} aria-label={texts.goes}>
          {goes.map(({ resource, count }) => (
            <List.Item key={resource}>{texts.counted[resource]?.(count) ?? `${resource}: ${count}`}</List.Item>
          ))}
        </List>
      )}
      <Text size="sm" fw={550}>
        {data.restorable_until === null ? (
          texts.notRestorable
        ) : (
          <>
            {texts.restorable} <Moment at={data.restorable_until} />.
          </>
        )}
      </Text>
    </Stack>
  );
}

/** The end of an organization: what goes is shown, and its name is typed. */
export function DeleteSection({ loaded: { value: organization, etag } }: { readonly loaded: Versioned<Organization> }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const { id, name } = organization;
  const deleting = useAct({
    run: () =>
      orReadAnew(queries, ["organization", id], async () => {
        const params = { path: { organization_id: id }, header: { "If-Match": etag } };
        answerOf(await api.DELETE("/organizations/{organization_id}", { params }));
      }),
    renews: [["organizations"]],
    done: () => texts.deleted(name),
    ...(me?.is_superuser && { undo: () => restoreOrganization(api, id) }),
    after() {
      void navigate({ to: "/organizations", search: {} }).then(() => queries.removeQueries({ queryKey: ["organization", id] }));
    },
  });
  return (
    <Section
      title={texts.deleteTitle}
      lead={texts.deleteLead}
      actions={
        <Button variant="default" c="var(--mantine-color-error)" leftSection={<IconTrash {...ICON} />} onClick={() => setAsks(true)}>
          {texts.deleteButton}
        </Button>
      }
    >
      {asks && (
        <Confirm
          title={texts.deleteAsk(name)}
          opened
          close={() => setAsks(false)}
          danger
          word={name}
          submit={texts.deleteButton}
          pending={deleting.isPending}
          error={deleting.error}
          onSubmit={() => deleting.mutate()}
        >
          <Preview id={id} />
        </Confirm>
      )}
    </Section>
  );
}
