import "./audit.css";
import { Anchor, Code, Group, Stack, Table, Text } from "@mantine/core";
import { PageLink } from "../app/links.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Moment } from "../parts/moment.tsx";
import { Copy } from "../parts/secret.tsx";
import { Facts } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { differenceOf } from "./difference.ts";
import { type AuditEntry, targetName, useSentences } from "./sentence.ts";
import { audit } from "./texts.ts";

function Difference({ entry: { before, after } }: { readonly entry: AuditEntry }) {
  const texts = useTexts(audit);
  const changes = differenceOf(before, after);
  if (changes.length === 0) return <Text size="sm">{texts.nothingChanged}</Text>;
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label={texts.change}>
      <Table aria-label={texts.change} className="difference">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.field}</Table.Th>
            <Table.Th scope="col">{texts.before}</Table.Th>
            <Table.Th scope="col">{texts.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ field, before: was, after: is }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row" className="mono">
                {field}
              </Table.Th>
              <Table.Td>{was === undefined ? "–" : <del>{was}</del>}</Table.Td>
              <Table.Td>{is === undefined ? "–" : <ins>{is}</ins>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** One entry: who, what, from where, and the difference; as the API gives it, on demand. */
export function EntryDialog({ entry, close, only }: { readonly entry: AuditEntry; close(): void; only(search: Readonly<Record<string, string>>): void }) {
  const texts = useTexts(audit);
  const { actorOf, sentenceOf } = useSentences();
  const { actor_id, target_type, target_id, request_id, address, created, action } = entry;
  const raw = JSON.stringify(entry, null, 2);
  return (
    <Dialog title={sentenceOf(entry)} opened close={close} size="xl">
      <Stack>
        <Facts
          facts={[
            { label: texts.when, value: <Moment at={created} /> },
            {
              label: texts.actor,
              value:
                actor_id === null ? (
                  actorOf(entry)
                ) : (
                  <PageLink to="/users/$userId" params={{ userId: actor_id }} inherit>
                    {actorOf(entry)}
                  </PageLink>
                ),
            },
            {
              label: texts.target,
              value: (
                <Anchor component="button" type="button" inherit ta="start" onClick={() => only({ target_type, target_id })}>
                  {texts.onlyThis(targetName(entry))}
                </Anchor>
              ),
            },
            { label: texts.what, value: <Code>{action}</Code> },
            { label: texts.address, value: address },
            {
              label: texts.request,
              value: (
                <Anchor component="button" type="button" inherit ta="start" onClick={() => only({ request_id })}>
                  {texts.onlyThis(request_id)}
                </Anchor>
              ),
            },
          ]}
        />
        <Difference entry={entry} />
        <details>
          <summary>{texts.raw}</summary>
          <Group align="flex-start" wrap="nowrap" mt="xs">
            <Code block flex={1} tabIndex={0} role="region" aria-label={texts.raw}>
              {raw}
            </Code>
            <Copy value={raw} what={texts.raw} />
          </Group>
        </details>
      </Stack>
    </Dialog>
  );
}
