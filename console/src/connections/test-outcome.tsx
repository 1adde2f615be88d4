import { Code, Stack, Text, Title } from "@mantine/core";
import { Mark } from "../parts/mark.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { Facts } from "../parts/section.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { connections } from "./texts.ts";
import type { ConnectionTest } from "./types.ts";

const BAD = new Set<ConnectionTest["outcome"]>(["failed", "refused"]);

/** What came of a test: what signing in would do, the profile, and what the provider said. */
export function TestOutcome({ test: { outcome, reason, profile, claims } }: { readonly test: ConnectionTest }) {
  const texts = useTexts(connections);
  const { yes, no } = useTexts(common);
  if (outcome === "waiting") return null;
  return (
    <Stack gap="sm" role="status">
      <div>
        <Mark tone={BAD.has(outcome) ? "bad" : "good"}>{texts.outcomes[outcome]}</Mark>
      </div>
      {reason !== null && (
        <Text size="sm">
          <ReasonWords code={null} words={reason} />
        </Text>
      )}
      {profile && (
        <>
          <Title order={3}>{texts.profile}</Title>
          <Facts
            facts={[
              { label: texts.profileFields.subject, value: <span className="mono">{profile.subject}</span> },
              { label: texts.profileFields.name, value: profile.name && <bdi>{profile.name}</bdi> },
              { label: texts.profileFields.email, value: profile.email },
              { label: texts.profileFields.email_verified, value: profile.email_verified ? yes : no },
              { label: texts.profileFields.avatar_url, value: profile.avatar_url },
              { label: texts.profileFields.groups, value: profile.groups.join(", ") },
              { label: texts.profileFields.metadata, value: Object.keys(profile.metadata).length > 0 ? <Code>{JSON.stringify(profile.metadata)}</Code> : null },
              { label: texts.profileFields.amr, value: profile.amr.join(", ") },
            ]}
          />
        </>
      )}
      {claims && (
        <>
          <Title order={3}>{texts.rawClaims}</Title>
          <Code block tabIndex={0} role="region" aria-label={texts.rawClaims}>
            {JSON.stringify(claims, null, 2)}
          </Code>
        </>
      )}
    </Stack>
  );
}
