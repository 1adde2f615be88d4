import { Box, Code, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../parts/secret.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { issuer, type SnippetName, snippetsOf } from "./snippet-texts.ts";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

/** What is pasted into the application, with its own values filled in. */
export function Snippets({ application }: { readonly application: Application }) {
  const texts = useTexts(applications);
  const snippets = snippetsOf(application);
  const [chosen, choose] = useState<SnippetName>("env");
  const snippet = snippets.find(({ name }) => name === chosen) ?? snippets[0];
  if (!snippet) return null;
  const discovery = `${issuer()}/.well-known/openid-configuration`;
  const copied = (value: string, label: string) => (
    <>
      <Code>{value}</Code> <Copy value={value} what={label} />
    </>
  );
  return (
    <Section title={texts.snippets} lead={texts.snippetsLead}>
      <Stack>
        <Facts
          facts={[
            { label: texts.issuer, value: copied(issuer(), texts.issuer) },
            { label: texts.discovery, value: copied(discovery, texts.discovery) },
          ]}
        />
        <SegmentedControl
          aria-label={texts.snippets}
          value={snippet.name}
          onChange={(name) => choose(name as SnippetName)}
          data={snippets.map(({ name }) => ({ value: name, label: texts.snippetNames[name] }))}
          style={{ alignSelf: "flex-start", maxWidth: "100%", overflowX: "auto" }}
        />
        <Box pos="relative">
          <Code block tabIndex={0} role="region" aria-label={texts.snippetNames[snippet.name]}>
            {snippet.text}
          </Code>
          <Box pos="absolute" top={6} right={6}>
            <Copy value={snippet.text} what={texts.snippetNames[snippet.name]} />
          </Box>
        </Box>
      </Stack>
    </Section>
  );
}
