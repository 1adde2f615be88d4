import { Alert, Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconStethoscope, IconTestPipe } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { TestOutcome } from "./test-outcome.tsx";
import { connections } from "./texts.ts";
import type { Connection, ConnectionCheck } from "./types.ts";

/** What came of a test is asked for this often, while the page is looked at: milliseconds. */
const ASK_EVERY = 1_500;

/** What a step found; an address stands as it is. */
function StepWords({ step: { name, ok, detail } }: { readonly step: ConnectionCheck["steps"][number] }) {
  return ok && name === "issuer" ? detail : <ReasonWords code={null} words={detail} />;
}

function CheckResult({ check: { ok, steps, algorithms } }: { readonly check: ConnectionCheck }) {
  const texts = useTexts(connections);
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>{ok ? texts.checkGood : texts.checkBad}</Text>
      <Stack component="ol" className="plain-list" gap={6}>
        {steps.map((step) => (
          <Group key={step.name} component="li" gap="xs" wrap="nowrap" align="flex-start">
            <Mark tone={step.ok ? "good" : "bad"}>{step.ok ? texts.stepGood : texts.stepBad}</Mark>
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              <b>{texts.steps[step.name]}</b> <StepWords step={step} />
            </Text>
          </Group>
        ))}
      </Stack>
      {algorithms.length > 0 && (
        <Text size="sm" c="dimmed">
          {texts.algorithms}: {algorithms.join(", ")}
        </Text>
      )}
    </Stack>
  );
}

/** A test that was begun: where it starts, and whether the browser let its window open. */
interface Begun {
  readonly id: string;
  readonly url: string;
  readonly isOpen: boolean;
}

/** Waits for what came of a test: asked for while it is open and looked at, until there is something. */
function RunningTest({ connectionId, begun }: { readonly connectionId: string; readonly begun: Begun }) {
  const texts = useTexts(connections);
  const { api } = useWorld();
  const path = { connection_id: connectionId, test_id: begun.id };
  const test = useQuery({
    queryKey: ["connection-test", begun.id],
    queryFn: async ({ signal }) => answerOf(await api.GET("/connections/{connection_id}/tests/{test_id}", { params: { path }, signal })).value,
    refetchInterval: ({ state }) => (state.status !== "error" && (state.data?.outcome ?? "waiting") === "waiting" ? ASK_EVERY : false),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
  if (test.isError) return <Failure error={test.error} retry={test.refetch} />;
  if (test.data && test.data.outcome !== "waiting") return <TestOutcome test={test.data} />;
  return (
    <Stack gap="xs" role="status">
      <Group gap="xs" wrap="nowrap">
        <Loader size="xs" aria-hidden="true" />
        <Text size="sm">{texts.testWaiting}</Text>
      </Group>
      {!begun.isOpen && (
        <Alert variant="default" title={texts.testBlocked}>
          <Anchor href={begun.url} target="_blank" rel="noopener">
            {texts.testOpen}
          </Anchor>
        </Alert>
      )}
    </Stack>
  );
}

/** Checks what the provider publishes, and signs in there for a test. */
export function TryOut({ connection: { id } }: { readonly connection: Connection }) {
  const texts = useTexts(connections);
  const { api } = useWorld();
  const [begun, setBegun] = useState<Begun | null>(null);
  const params = { path: { connection_id: id } };
  const checking = useAct({ run: async () => answerOf(await api.POST("/connections/{connection_id}/check", { params })).value });
  const testing = useAct({
    // The window opens with the click, as browsers let no other; it goes to the provider once there is an address.
    async run(popup: Window | null) {
      try {
        const { value } = answerOf(await api.POST("/connections/{connection_id}/test", { params }));
        // It is the provider's now: it gets no way back to this page.
        if (popup) {
          popup.opener = null;
          popup.location.href = value.authorize_url;
        }
        return { id: value.id, url: value.authorize_url, isOpen: popup !== null };
      } catch (error) {
        popup?.close();
        throw error;
      }
    },
  });
  const test = () => {
    setBegun(null);
    testing.mutate(window.open("", "_blank", "popup,width=520,height=720"), { onSuccess: setBegun });
  };
  return (
    <Section
      title={texts.tryOut}
      lead={texts.tryOutLead}
      actions={
        <>
          <Button variant="default" leftSection={<IconStethoscope {...ICON} />} loading={checking.isPending} onClick={() => checking.mutate()}>
            {texts.check}
          </Button>
          <Button variant="default" leftSection={<IconTestPipe {...ICON} />} loading={testing.isPending} onClick={test}>
            {texts.test}
          </Button>
        </>
      }
    >
      <Stack gap="md">
        {checking.isError && <Failure error={checking.error} />}
        {checking.data && <CheckResult check={checking.data} />}
        {testing.isError && <Failure error={testing.error} />}
        {begun && <RunningTest connectionId={id} begun={begun} />}
      </Stack>
    </Section>
  );
}
