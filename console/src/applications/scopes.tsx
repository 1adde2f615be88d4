import { Checkbox, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { SCOPE_TEXTS } from "../api/scope-texts.ts";
import { type Catalogue, useTexts } from "../texts/language.tsx";
import { applications } from "./texts.ts";
import { API_SCOPES, OPENID_SCOPES, type Scope, scopesOf } from "./types.ts";

/** A scope that has no sentence does not compile. */
const SENTENCES: Catalogue<Readonly<Record<Scope, string>>> = SCOPE_TEXTS;

interface Props {
  readonly type: Parameters<typeof scopesOf>[0];
  readonly value: readonly Scope[];
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  onChange(value: Scope[]): void;
}

/** What an application may ask for, each with what it means. */
export function ScopeChoice({ type, value, error, disabled = false, onChange }: Props) {
  const texts = useTexts(applications);
  const sentences = useTexts(SENTENCES);
  const offered = scopesOf(type);
  const part = (title: string, some: readonly Scope[]) => {
    const here = some.filter((scope) => offered.includes(scope));
    if (here.length === 0) return null;
    return (
      <Stack gap="xs">
        <Text size="xs" fw={600} c="dimmed">
          {title}
        </Text>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xs" verticalSpacing="xs">
          {here.map((scope) => (
            <Checkbox key={scope} value={scope} disabled={disabled} label={<span className="mono">{scope}</span>} description={sentences[scope]} />
          ))}
        </SimpleGrid>
      </Stack>
    );
  };
  return (
    <Checkbox.Group
      label={texts.fields.scopes}
      description={texts.hints.scopes}
      error={error}
      value={[...value]}
      onChange={(chosen) => onChange([...OPENID_SCOPES, ...API_SCOPES].filter((scope) => chosen.includes(scope)))}
    >
      <Stack gap="md" mt="xs">
        {part(texts.ofPeople, OPENID_SCOPES)}
        {part(texts.ofApi, API_SCOPES)}
      </Stack>
    </Checkbox.Group>
  );
}
