import { Breadcrumbs, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTitle } from "../app/title.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";

interface Props {
  /** Names the page, in its heading and in the browser's tab. */
  readonly title: string;
  /** Links to the pages above, the highest first. */
  readonly crumbs?: readonly ReactNode[];
  /** What stands beside the title: badges. */
  readonly marks?: ReactNode;
  /** One sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** Buttons for what can be done here. */
  readonly actions?: ReactNode;
  /** The pages of one thing. */
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
}

interface HeadProps extends Pick<Props, "title" | "marks" | "actions"> {
  /** Its rank: 1 of the page, 2 of one thing inside of it. */
  readonly order: 1 | 2;
  readonly lead?: ReactNode;
}

/** What a page is called and for, and what can be done there: beside it, and on a phone below. */
export function Head({ order, title, marks, lead, actions }: HeadProps) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Stack gap={6} miw={0} maw="100%" flex="1 1 18rem">
        <Group gap="sm" miw={0} maw="100%">
          <Title order={order} className="page-title">
            <bdi>{title}</bdi>
          </Title>
          {marks}
        </Group>
        {lead !== undefined && lead !== null && (
          <Text c="dimmed" maw="70ch" className="breaking" {...(order === 2 && { size: "sm" })}>
            {lead}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}

/** A page: where it is, what it is called, what can be done, and its content. Every page is in one. */
export function Page({ title, crumbs = [], marks, lead, actions, tabs, children }: Props) {
  const texts = useTexts(common);
  useTitle(title);
  return (
    <Stack gap="lg" className="page">
      <Stack gap={6}>
        {crumbs.length > 0 && (
          <nav aria-label={texts.breadcrumbs}>
            <Breadcrumbs separatorMargin={6}>{crumbs}</Breadcrumbs>
          </nav>
        )}
        <Head order={1} title={title} marks={marks} lead={lead} actions={actions} />
      </Stack>
      {tabs}
      {children}
    </Stack>
  );
}

/** What stands where something is being loaded. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const { loading } = useTexts(common);
  return (
    <Stack gap="sm" role="status">
      <span className="heard">{loading}</span>
      {Array.from({ length: lines }, (_line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that are nothing but their number
        <Skeleton key={at} height={36} radius="md" aria-hidden="true" />
      ))}
    </Stack>
  );
}
