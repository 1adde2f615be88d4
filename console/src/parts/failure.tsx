import { Alert, Anchor, Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ApiError } from "../api/client.ts";
import { useTitle } from "../app/title.ts";
import { useMe, useWorld } from "../app/world.ts";
import { NoAnswer } from "../auth/sign-in.ts";
import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { keepAll } from "./kept.ts";
import { FailureWords } from "./reason.tsx";

function useWords(error: unknown): { readonly title: string; readonly why: string; readonly requestId: string | null } {
  const texts = useTexts(common);
  if (!(error instanceof ApiError)) return { title: texts.broken, why: error instanceof Error ? error.message : String(error), requestId: null };
  const { status, message, requestId } = error;
  if (status === 0) return { title: texts.unreachable, why: texts.unreachableWhy, requestId };
  const titles: Readonly<Record<number, string>> = { 403: texts.forbidden, 404: texts.missing, 422: texts.invalid };
  return { title: titles[status] ?? (status >= 500 ? texts.broken : texts.refused), why: message, requestId };
}

/** What a page is called that something went wrong with as a whole. */
export const useFailureTitle = (error: unknown): string => useWords(error).title;

/** Refusals that a fresh sign-in takes away. */
const STEP_UP = ["auth.reauthentication_required", "mfa.required", "password.confirmation_required"] as const;
type StepUp = (typeof STEP_UP)[number];

/** Which fresh sign-in would take a refusal away. */
export const stepUpOf = (error: unknown): StepUp | undefined => (error instanceof ApiError ? STEP_UP.find((code) => code === error.code) : undefined);

/** What went wrong, within a line: the reason, and the id to report. */
export function FailureLine({ error }: { readonly error: unknown }) {
  const texts = useTexts(common);
  const { title, why, requestId } = useWords(error);
  return (
    <>
      <FailureWords error={error} words={error instanceof ApiError && error.status === 0 ? title : why} />
      {requestId !== null && (
        <Text span size="xs" c="dimmed">
          {" "}
          ({texts.requestId} <code>{requestId}</code>)
        </Text>
      )}
    </>
  );
}

/** Something takes a fresh sign-in: leads there and back. What forms keep (`useKeep`) is still filled in then. */
export function SignInAgain({ code }: { readonly code: StepUp }) {
  const texts = useTexts(common);
  const { session } = useWorld();
  const me = useMe();
  return (
    <Alert role="alert" variant="default" title={texts.stepUp}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{code === "mfa.required" ? texts.stepUpFactor : texts.stepUpWhy}</Text>
        <Button
          size="xs"
          onClick={() => {
            keepAll(session.subject());
            session.again(me?.username);
          }}
        >
          {texts.signInAgain}
        </Button>
      </Stack>
    </Alert>
  );
}

/** What went wrong, in words, with the id to report and a way on. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const stepUp = stepUpOf(error);
  return stepUp === undefined ? <Refusal error={error} {...(retry && { retry })} /> : <SignInAgain code={stepUp} />;
}

function Refusal({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const texts = useTexts(common);
  const { title, why, requestId } = useWords(error);
  // A place in a list that was linked to, and is of another search or of another time.
  const isLost = error instanceof ApiError && error.code === "cursor.invalid";
  return (
    <Alert role="alert" variant="default" title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          <FailureWords error={error} words={why} />
        </Text>
        {requestId !== null && (
          <Text size="xs">
            {texts.requestId} <code>{requestId}</code>
          </Text>
        )}
        {isLost && (
          <Button size="xs" renderRoot={(props) => <Link {...props} to="." search={((before: object) => ({ ...before, cursor: undefined })) as never} />}>
            {texts.firstPage}
          </Button>
        )}
        {retry && !isLost && (
          <Button variant="default" size="xs" onClick={retry}>
            {texts.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** An address nothing is at. */
export function NoPage() {
  const texts = useTexts(common);
  useTitle(texts.noPage);
  return (
    <Stack>
      <Title order={1}>{texts.noPage}</Title>
      <Text>{texts.noPageWhy}</Text>
      <Group>
        <Anchor component={Link} to="/users">
          {texts.toUsers}
        </Anchor>
      </Group>
    </Stack>
  );
}

/** The authorization server refused, or did not answer: there is nothing to show but that; a refusal in its own words. */
export function SignInFailed({ error }: { readonly error: unknown }) {
  const texts = useTexts(common);
  const { language } = useLanguage();
  const isUnreachable = error instanceof NoAnswer;
  const title = isUnreachable ? texts.unreachable : texts.signInFailed;
  useTitle(title);
  return (
    <Container component="main" size="xs" py="xl">
      <Stack align="flex-start">
        <Title order={1}>{title}</Title>
        {isUnreachable ? (
          <Text>{texts.unreachableWhy}</Text>
        ) : (
          <Text {...(language === "de" && { lang: "en" })}>{error instanceof Error ? error.message : String(error)}</Text>
        )}
        <Button onClick={() => location.reload()}>{isUnreachable ? texts.retry : texts.signInAgain}</Button>
      </Stack>
    </Container>
  );
}
