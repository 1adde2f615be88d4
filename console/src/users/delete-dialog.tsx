import { Alert, Checkbox, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { dateFormat } from "../parts/formats.ts";
import { Loading } from "../parts/page.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { Consequences, type Deletion, Named } from "./deletion.tsx";
import { deletionTexts } from "./deletion-texts.ts";

interface Props {
  readonly user: User;
  close(): void;
}

function Preview({ deletion, withOrganizations, choose }: { readonly deletion: Deletion; readonly withOrganizations: boolean; choose(chosen: boolean): void }) {
  const texts = useTexts(deletionTexts);
  const { language } = useLanguage();
  const { goes, stays, blocks, organizations, restorable_until } = deletion;
  const real = blocks.filter(({ code }) => code !== "user.sole_organizations");
  const until = restorable_until === null ? null : dateFormat(language, { dateStyle: "long" }).format(new Date(restorable_until));
  return (
    <Stack>
      <Consequences goes={goes} stays={stays} />
      <Named title={texts.passedOn} organizations={organizations.passed_on} />
      <Text size="sm">{until === null ? texts.forGood : texts.restorable(until)}</Text>
      {organizations.deleted.length > 0 && (
        <Stack gap="xs">
          <Named title={texts.soleOrganizations(organizations.deleted.length)} organizations={organizations.deleted} />
          <Checkbox label={texts.soleChoice} checked={withOrganizations} onChange={(event) => choose(event.currentTarget.checked)} />
        </Stack>
      )}
      {real.length > 0 && (
        <Alert variant="default" role="note" title={texts.blocked}>
          <Stack gap="xs">
            <List size="sm">
              {real.map(({ code, detail }) => (
                <List.Item key={code}>
                  <ReasonWords code={code} words={detail} />
                </List.Item>
              ))}
            </List>
            <Named title={texts.otherAdmin} organizations={organizations.blocked} />
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

/** Shows what goes with an account, what stays and what stands in the way; deletes it, and lets that be taken back. */
export function DeleteDialog({ user, close }: Props) {
  const texts = useTexts(deletionTexts);
  const { api } = useWorld();
  const navigate = useNavigate();
  const [withOrganizations, setWith] = useState(false);
  const name = user.name ?? user.username;
  const params = { path: { user_id: user.id }, query: { delete_sole_organizations: withOrganizations } };
  const preview = useQuery({
    queryKey: ["deletion", user.id, withOrganizations],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/{user_id}/deletion", { params, signal })).value,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const deleting = useAct({
    run: async () => answerOf(await api.DELETE("/users/{user_id}", { params })).value,
    renews: [["users"], ["deleted-users"]],
    done: () => texts.done(name),
    undo: async () => answerOf(await api.POST("/users/{user_id}/restore", { params: { path: { user_id: user.id } } })),
  });
  return (
    <Dialog title={texts.title(name)} opened close={close} size="lg">
      <Form
        danger
        submit={texts.delete}
        pending={deleting.isPending}
        error={deleting.error}
        disabled={preview.data?.allowed !== true || preview.isPlaceholderData}
        onSubmit={() => deleting.mutate(undefined, { onSuccess: () => navigate({ to: "/users" }) })}
        cancel={close}
      >
        {preview.isPending && <Loading lines={3} />}
        {preview.error && <Failure error={preview.error} retry={preview.refetch} />}
        {preview.data && <Preview deletion={preview.data} withOrganizations={withOrganizations} choose={setWith} />}
      </Form>
    </Dialog>
  );
}
