import { Alert, Checkbox, List, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { answerOf } from "../api/client.ts";
import type { User, UserDeletion } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading } from "../parts/page.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { dataTexts } from "./data-texts.ts";

interface Props {
  readonly user: User;
  close(): void;
}

type Counted = UserDeletion["goes"];
type Named = UserDeletion["organizations"]["deleted"];

/** A title with a list below it; nothing, where the list is empty. */
function Listed({ title, items }: { readonly title: ReactNode; readonly items: readonly { readonly key: string; readonly words: string }[] }) {
  if (items.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {items.map(({ key, words }) => (
          <List.Item key={key}>
            <bdi>{words}</bdi>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function usePreview(userId: string, withOrganizations: boolean) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["own-deletion", userId, withOrganizations],
    async queryFn({ signal }) {
      const params = { path: { user_id: userId }, query: { delete_sole_organizations: withOrganizations } };
      return answerOf(await api.GET("/users/{user_id}/deletion", { params, signal })).value;
    },
    placeholderData: (before) => before,
    gcTime: 0,
  });
}

function Preview({ preview }: { readonly preview: UserDeletion }) {
  const texts = useTexts(dataTexts);
  const { goes, stays, organizations, restorable_until } = preview;
  const counted = (rows: Counted) =>
    rows
      .filter(({ count, resource }) => count > 0 && resource !== "account")
      .map(({ resource, count }) => ({ key: resource, words: `${texts.resources[resource] ?? resource}: ${count}` }));
  const named = (rows: Named) => rows.map(({ id, name }) => ({ key: id, words: name }));
  return (
    <>
      <Text size="sm">
        {restorable_until === null ? (
          texts.erased
        ) : (
          <>
            {texts.restorable} <Moment at={restorable_until} />
          </>
        )}
      </Text>
      <Listed title={texts.goes} items={counted(goes)} />
      <Listed title={texts.stays} items={counted(stays)} />
      <Listed title={texts.passedOn} items={named(organizations.passed_on)} />
      <Listed title={texts.blockedOrganizations} items={named(organizations.blocked)} />
    </>
  );
}

/** Shows what deleting one's own account does, and does it once the username was typed. */
export function DeleteAccount({ user, close }: Props) {
  const texts = useTexts(dataTexts);
  const words = useTexts(common);
  const { api } = useWorld();
  const [withOrganizations, setWithOrganizations] = useState(false);
  const [typed, setTyped] = useState("");
  const { data: preview, error, isPending, refetch } = usePreview(user.id, withOrganizations);
  const deleting = useAct({
    async run() {
      const params = { path: { user_id: user.id }, query: { delete_sole_organizations: withOrganizations } };
      return answerOf(await api.DELETE("/users/{user_id}", { params }));
    },
  });
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={refetch} />;
  const sole = preview.organizations.deleted;
  return (
    <Form
      submit={texts.delete}
      danger
      pending={deleting.isPending}
      error={deleting.error}
      disabled={!preview.allowed || typed !== user.username}
      cancel={close}
      onSubmit={() => deleting.mutate(undefined, { onSuccess: () => location.replace("/console/goodbye") })}
    >
      <Preview preview={preview} />
      {sole.length > 0 && (
        <Checkbox
          label={`${texts.withOrganizations} ${sole.map(({ name }) => name).join(", ")}`}
          checked={withOrganizations}
          onChange={(event) => setWithOrganizations(event.currentTarget.checked)}
        />
      )}
      {preview.blocks.length > 0 && (
        <Alert variant="default" title={texts.blocked}>
          <List size="sm">
            {preview.blocks.map(({ code, detail }) => (
              <List.Item key={code}>
                <ReasonWords code={code} words={detail} />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <TextInput label={words.typeToConfirm(user.username)} value={typed} autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)} />
    </Form>
  );
}
