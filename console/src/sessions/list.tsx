import { Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerOf, nextCursor } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { users } from "../texts/users.ts";

const SHOWN = 50;
const COLUMNS = ["where", "kind", "address", "created", "last_used"] as const;

function Row({ session }: { readonly session: Session }) {
  const texts = useTexts(users);
  const { device, application, user_agent, kind } = session;
  const place = application?.name ?? ([device?.browser, device?.os].filter(Boolean).join(", ") || user_agent || "");
  return (
    <Table.Tr>
      <Table.Td>
        <bdi>{place}</bdi> {session.current && <b>{texts.thisSession}</b>}
      </Table.Td>
      <Table.Td>{texts.kinds[kind]}</Table.Td>
      <Table.Td>{session.address}</Table.Td>
      <Table.Td>
        <Moment at={session.created} />
      </Table.Td>
      <Table.Td>
        <Moment at={session.last_used} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Where an account is signed in. */
export function Sessions({ userId }: { readonly userId: string }) {
  const texts = useTexts(users);
  const { loading } = useTexts(common);
  const { api } = useWorld();
  const list = useQuery({
    queryKey: ["sessions", userId],
    async queryFn({ signal }) {
      const answer = await api.GET("/users/{user_id}/sessions", { params: { path: { user_id: userId }, query: { limit: SHOWN } }, signal });
      const { value, headers } = answerOf(answer);
      return { rows: value, more: nextCursor(headers) !== null };
    },
  });
  return (
    <Stack component="section" aria-labelledby="sessions">
      <Title order={2} id="sessions">
        {texts.sessions}
      </Title>
      {list.isPending && <Text role="status">{loading}</Text>}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.rows.length === 0 && <Text>{texts.noSessions}</Text>}
      {list.data && list.data.rows.length > 0 && (
        <Table.ScrollContainer minWidth={640} tabIndex={0} type="native">
          <Table aria-labelledby="sessions">
            <Table.Thead>
              <Table.Tr>
                {COLUMNS.map((column) => (
                  <Table.Th key={column} scope="col">
                    {texts.sessionColumns[column]}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.rows.map((session) => (
                <Row key={session.id} session={session} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {list.data?.more && <Text size="sm">{texts.moreSessions}</Text>}
    </Stack>
  );
}
