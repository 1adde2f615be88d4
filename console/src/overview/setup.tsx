import { Group, Progress, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { ButtonLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { OPTIONAL, STEPS, type Step } from "./steps.ts";
import { overview } from "./texts.ts";

function Way({ step }: { readonly step: Step }) {
  const { go } = useTexts(overview).steps[step];
  const looks = { size: "xs", variant: "default", flex: "none" } as const;
  const ways: Readonly<Record<Step, ReactNode>> = {
    admin_password: (
      <ButtonLink to="/account/security" {...looks}>
        {go}
      </ButtonLink>
    ),
    second_factor: (
      <ButtonLink to="/account/security" {...looks}>
        {go}
      </ButtonLink>
    ),
    superuser: (
      <ButtonLink to="/users" {...looks}>
        {go}
      </ButtonLink>
    ),
    organization: (
      <ButtonLink to="/organizations" {...looks}>
        {go}
      </ButtonLink>
    ),
    invitation: (
      <ButtonLink to="/organizations" {...looks}>
        {go}
      </ButtonLink>
    ),
    connection: (
      <ButtonLink to="/connections" {...looks}>
        {go}
      </ButtonLink>
    ),
    mail: (
      <ButtonLink to="/settings" {...looks}>
        {go}
      </ButtonLink>
    ),
  };
  return ways[step];
}

function StepRow({ step, done }: { readonly step: Step; readonly done: boolean }) {
  const texts = useTexts(overview);
  const { title, why } = texts.steps[step];
  return (
    <Group component="li" align="flex-start" gap="sm" wrap="nowrap">
      <ThemeIcon size={24} radius="xl" variant={done ? "filled" : "default"} {...(!done && { c: "dimmed" })} mt={2}>
        {done ? <IconCheck size={14} role="img" aria-label={texts.stepDone} /> : <IconCircle size={14} role="img" aria-label={texts.stepOpen} />}
      </ThemeIcon>
      <Group flex={1} miw={0} gap="xs" align="flex-start">
        <Stack gap={0} flex="1 1 14rem">
          <Text size="sm" fw={600} {...(done && { c: "dimmed" })}>
            {title}
            {OPTIONAL.has(step) && !done && (
              <Text span size="xs" c="dimmed" fw={400}>
                {" "}
                ({texts.optional})
              </Text>
            )}
          </Text>
          {!done && (
            <Text size="sm" c="dimmed">
              {why}
            </Text>
          )}
        </Stack>
        {!done && <Way step={step} />}
      </Group>
    </Group>
  );
}

/** Leads through a new installation, until all that every one needs is done. */
export function SetupSteps() {
  const texts = useTexts(overview);
  const { api } = useWorld();
  const { data } = useQuery({ queryKey: ["setup"], queryFn: async ({ signal }) => answerOf(await api.GET("/setup", { signal })).value, staleTime: 0 });
  if (!data || data.complete) return null;
  const done = STEPS.filter((step) => data[step]).length;
  return (
    <Section title={texts.setup} lead={texts.setupLead(done, STEPS.length)}>
      <Stack gap="md">
        <Progress value={(100 * done) / STEPS.length} aria-label={texts.setup} />
        <Stack component="ol" gap="sm" className="plain-list">
          {STEPS.map((step) => (
            <StepRow key={step} step={step} done={data[step]} />
          ))}
        </Stack>
      </Stack>
    </Section>
  );
}
