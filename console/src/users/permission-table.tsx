import "./users.css";
import { Alert, Button, Group, Paper, Stack, Switch, Table, Text } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useState } from "react";
import type { components } from "../api/schema.d.ts";
import { usePermissionSentence } from "../described/described.tsx";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import { accessTexts } from "./access-texts.ts";
import { type Permission, Reasons } from "./reasons.tsx";

interface Props {
  readonly held: components["schemas"]["UserPermissions"];
  /** The permission whose reasons are shown. */
  readonly chosen: string | undefined;
  choose(permission: string): void;
}

function byResource(permissions: readonly Permission[]): readonly (readonly [string, readonly Permission[]])[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) groups.set(one.resource, [...(groups.get(one.resource) ?? []), one]);
  return [...groups];
}

/** Actions of one type of resource, each a button that says why. */
function Actions({ permissions, chosen, choose }: Pick<Props, "chosen" | "choose"> & { readonly permissions: readonly Permission[] }) {
  const texts = useTexts(accessTexts);
  if (permissions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {texts.nothing}
      </Text>
    );
  return (
    <Group gap={4}>
      {permissions.map(({ name, action, allowed }) => (
        <Button
          key={name}
          size="compact-sm"
          variant={chosen === name ? "filled" : allowed ? "light" : "default"}
          aria-pressed={chosen === name}
          aria-label={`${allowed ? texts.allowed : texts.denied}: ${name}`}
          leftSection={allowed ? <IconCheck size={14} aria-hidden="true" /> : <IconMinus size={14} aria-hidden="true" />}
          onClick={() => choose(name)}
        >
          {action}
        </Button>
      ))}
    </Group>
  );
}

/** Why one permission is given or not. */
function Why({ permission }: { readonly permission: Permission }) {
  const texts = useTexts(accessTexts);
  const sentenceOf = usePermissionSentence();
  return (
    <Paper withBorder p="md" className="section" role="status">
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600} className="mono" size="sm">
            {permission.name}
          </Text>
          <Mark tone={permission.allowed ? "good" : "bad"}>{permission.allowed ? texts.allowed : texts.denied}</Mark>
        </Group>
        <Text size="sm" c="dimmed">
          {sentenceOf(permission)}
        </Text>
        {permission.allowed ? <Reasons reasons={permission.because} /> : <Text size="sm">{texts.notDenied}</Text>}
      </Stack>
    </Paper>
  );
}

interface ResourceProps extends Pick<Props, "chosen" | "choose"> {
  readonly resource: string;
  readonly own: readonly Permission[];
  readonly onlyAllowed: boolean;
}

/** One type of resource; below it the reasons of the action that was chosen. */
function Resource({ resource, own, onlyAllowed, chosen, choose }: ResourceProps) {
  const one = own.find(({ name }) => name === chosen);
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" className="mono">
          {resource}
        </Table.Th>
        <Table.Td>
          <Actions permissions={own.filter(({ allowed }) => allowed)} chosen={chosen} choose={choose} />
        </Table.Td>
        {!onlyAllowed && (
          <Table.Td>
            <Actions permissions={own.filter(({ allowed }) => !allowed)} chosen={chosen} choose={choose} />
          </Table.Td>
        )}
      </Table.Tr>
      {one && (
        <Table.Tr>
          <Table.Td colSpan={onlyAllowed ? 2 : 3}>
            <Why permission={one} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** Everything that an account may do at a place, by type of resource; the reasons of what is chosen. */
export function PermissionTable({ held, chosen, choose }: Props) {
  const texts = useTexts(accessTexts);
  const [onlyAllowed, setOnly] = useState(false);
  const groups = byResource(held.permissions).filter(([, own]) => !onlyAllowed || own.some(({ allowed }) => allowed));
  return (
    <Stack>
      {!held.is_active && (
        <Alert variant="default" role="note">
          {texts.inactive}
        </Alert>
      )}
      <Switch label={texts.onlyAllowed} checked={onlyAllowed} onChange={(event) => setOnly(event.currentTarget.checked)} />
      <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} className="table-frame" role="region" aria-label={texts.permissionTable}>
        <Table className="data held" aria-label={texts.permissionTable}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={180}>
                {texts.resource}
              </Table.Th>
              <Table.Th scope="col">{texts.may}</Table.Th>
              {!onlyAllowed && <Table.Th scope="col">{texts.mayNot}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {groups.map(([resource, own]) => (
              <Resource key={resource} resource={resource} own={own} onlyAllowed={onlyAllowed} chosen={chosen} choose={choose} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
