import { Avatar, Group, Stack, Text } from "@mantine/core";
import { IconRobot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { PageLink } from "../app/links.tsx";

interface Props {
  readonly name: ReactNode;
  /** Text that its initials are made of. */
  readonly initials: string;
  readonly detail?: ReactNode;
  readonly machine?: boolean;
}

/** An account in a list: picture, name, one detail. Pictures are initials: a list asks nothing of other servers. */
export function Person({ name, initials, detail, machine = false }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Avatar size={32} radius="xl" {...(!machine && { name: initials })} alt="" className="quiet-avatar">
        {machine && <IconRobot size={18} stroke={1.6} aria-hidden="true" />}
      </Avatar>
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={550} truncate component="div">
          <bdi>{name}</bdi>
        </Text>
        {detail !== undefined && detail !== null && detail !== "" && (
          <Text size="xs" c="dimmed" truncate component="div">
            <bdi>{detail}</bdi>
          </Text>
        )}
      </Stack>
    </Group>
  );
}

/** An account in a text, with the link to its page. */
export function PersonLink({
  person: { id, name, username },
}: {
  readonly person: { readonly id: string; readonly name: string | null; readonly username: string };
}) {
  return (
    <PageLink to="/users/$userId" params={{ userId: id }} inherit>
      <bdi>{name ?? username}</bdi>
    </PageLink>
  );
}

interface LinkedProps extends Omit<Props, "name" | "initials"> {
  readonly id: string;
  readonly name: string;
  /** What stands behind the name. */
  readonly mark?: ReactNode;
}

/** An account in a list, with the link to its page. */
export function LinkedPerson({ id, name, mark, ...props }: LinkedProps) {
  return (
    <Person
      {...props}
      initials={name}
      name={
        <>
          <PageLink to="/users/$userId" params={{ userId: id }} inherit c="inherit">
            {name}
          </PageLink>
          {mark}
        </>
      }
    />
  );
}
