import { Alert, Checkbox, List, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Api, answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { useTexts } from "../texts/language.tsx";
import type { BulkChoice } from "./bulk-run.ts";
import { bulkTexts } from "./bulk-texts.ts";
import { Consequences, type Deletion, Named, together } from "./deletion.tsx";
import { deletionTexts } from "./deletion-texts.ts";

/** How many previews are asked for at once. */
const AT_ONCE = 4;
const SOLE = "user.sole_organizations";

/** What deleting each would do, in the order of the accounts. */
async function previews(api: Api, users: readonly User[], signal: AbortSignal, progress: (done: number) => void): Promise<Deletion[]> {
  const found = new Map<string, Deletion>();
  const waiting = [...users];
  const work = async () => {
    for (let user = waiting.shift(); user !== undefined; user = waiting.shift()) {
      const answer = await api.GET("/users/{user_id}/deletion", { params: { path: { user_id: user.id } }, signal });
      found.set(user.id, answerOf(answer).value);
      progress(found.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return users.flatMap(({ id }) => found.get(id) ?? []);
}

interface Props {
  readonly users: readonly User[];
  close(): void;
  go(users: readonly User[], choice: BulkChoice): void;
}

function Preview({ users, deletions, close, go }: Props & { readonly deletions: readonly Deletion[] }) {
  const texts = useTexts(deletionTexts);
  const { kinds } = useTexts(bulkTexts);
  const [withOrganizations, setWith] = useState(false);
  const blocksOf = ({ blocks }: Deletion) => blocks.filter(({ code }) => !(withOrganizations && code === SOLE));
  const stuck = deletions.filter((deletion) => blocksOf(deletion).length > 0);
  const going = deletions.filter((deletion) => blocksOf(deletion).length === 0);
  const sole = deletions.flatMap(({ organizations }) => organizations.deleted);
  const nameOf = (id: string) => {
    const user = users.find((one) => one.id === id);
    return user?.name ?? user?.username ?? id;
  };
  const goes = together(going.map((deletion) => deletion.goes)).filter(({ resource }) => withOrganizations || resource !== "organization");
  const kept = users.filter(({ id }) => going.some((deletion) => deletion.user_id === id));
  return (
    <Form
      danger
      submit={kinds.delete.title(going.length)}
      pending={false}
      disabled={going.length === 0}
      onSubmit={() => go(kept, { withOrganizations })}
      cancel={close}
    >
      {going.length > 0 && (
        <Stack gap="xs">
          <Text fw={600}>{texts.going(going.length)}</Text>
          <Consequences goes={goes} stays={together(going.map(({ stays }) => stays))} />
        </Stack>
      )}
      {sole.length > 0 && (
        <Stack gap="xs">
          <Named title={texts.soleOrganizations(sole.length)} organizations={sole} />
          <Checkbox label={texts.soleChoice} checked={withOrganizations} onChange={(event) => setWith(event.currentTarget.checked)} />
        </Stack>
      )}
      {stuck.length > 0 && (
        <Alert variant="default" title={texts.stuck(stuck.length)} role="note">
          <Stack gap="xs">
            <List size="sm" className="bulk-results">
              {stuck.map((deletion) => (
                <List.Item key={deletion.user_id}>
                  <bdi>{nameOf(deletion.user_id)}</bdi>
                  {blocksOf(deletion).map(({ code, detail }) => (
                    <Text key={code} size="sm" c="dimmed">
                      <ReasonWords code={code} words={detail} />
                    </Text>
                  ))}
                </List.Item>
              ))}
            </List>
            {going.length > 0 && <Text size="sm">{texts.stuckWhy}</Text>}
          </Stack>
        </Alert>
      )}
    </Form>
  );
}

/** Shows what deleting many accounts would do together, and which of them cannot be deleted, before it is done. */
export function BulkDelete(props: Props) {
  const { users, close } = props;
  const texts = useTexts(deletionTexts);
  const { kinds } = useTexts(bulkTexts);
  const { api } = useWorld();
  const [done, setDone] = useState(0);
  const looked = useQuery({
    queryKey: ["deletions", users.map(({ id }) => id)],
    queryFn: ({ signal }) => previews(api, users, signal, setDone),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog title={kinds.delete.title(users.length)} opened close={close} size="lg">
      {looked.isPending && (
        <Stack gap="xs">
          <Progress value={(100 * done) / users.length} aria-label={texts.looking(done, users.length)} />
          <Text size="sm" role="status">
            {texts.looking(done, users.length)}
          </Text>
        </Stack>
      )}
      {looked.error && <Failure error={looked.error} retry={looked.refetch} />}
      {looked.data && <Preview {...props} deletions={looked.data} />}
    </Dialog>
  );
}
