import { Paper, Stack, Text } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useDescribed } from "../described/described.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { useMeasures } from "../parts/measures.ts";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Job, stateTexts } from "./state-texts.ts";
import { useWatched } from "./watched.ts";

const TONES = { not_yet: "quiet", running: "plain", done: "good", failed: "bad" } as const;
/** The server counts so far. */
const MOST = 1000;

function useColumns(): readonly Column<Job>[] {
  const texts = useTexts(stateTexts).jobs;
  const { milliseconds, number } = useMeasures();
  const say = useDescribed("job");
  const counted = (count: number) => (count >= MOST ? `≥ ${number(MOST)}` : number(count));
  return [
    {
      id: "job",
      title: texts.job,
      names: true,
      cell({ name, description }) {
        const { words, ...marked } = say(name, description);
        return (
          <Stack gap={0}>
            <Text size="sm" fw={600}>
              {texts.names[name]}
            </Text>
            <Text size="xs" c="dimmed" {...marked}>
              {words}
            </Text>
          </Stack>
        );
      },
    },
    { id: "state", title: texts.state, cell: ({ state }) => <Mark tone={TONES[state]}>{texts.states[state]}</Mark> },
    { id: "last", title: texts.last, cell: ({ last_started }) => (last_started === null ? texts.notYet : <Moment at={last_started} />) },
    { id: "took", title: texts.took, align: "right", cell: ({ last_milliseconds: took }) => (took === null ? "–" : milliseconds(took)) },
    { id: "done", title: texts.done, align: "right", cell: ({ last_done: done }) => (done === null ? "–" : number(done)) },
    {
      id: "waits",
      title: texts.waits,
      align: "right",
      cell: ({ queue }) => queue && [counted(queue.waiting), ...(queue.given_up > 0 ? [texts.givenUp(counted(queue.given_up))] : [])].join(", "),
    },
    { id: "next", title: texts.next, cell: ({ next_run }) => (next_run === null ? "–" : <Moment at={next_run} />) },
  ];
}

/** What failed since the process began, in its words. */
function Failures({ jobs }: { readonly jobs: readonly Job[] }) {
  const texts = useTexts(stateTexts).jobs;
  const failed = jobs.filter(({ problem }) => problem !== null);
  if (failed.length === 0) return null;
  return (
    <Section title={texts.failures}>
      <Stack gap="sm" component="ul" className="plain-list">
        {failed.map(({ name, problem, last_failed }) => (
          <li key={name}>
            <Text size="sm" fw={600}>
              {texts.names[name]}
            </Text>
            <Text size="sm">
              <Moment at={last_failed} />:{" "}
              <span lang="en" className="mono">
                {problem}
              </span>
            </Text>
          </li>
        ))}
      </Stack>
    </Section>
  );
}

/** The background jobs, and how they went. */
export function JobsPage() {
  const texts = useTexts(stateTexts).jobs;
  const columns = useColumns();
  const { api } = useWorld();
  const list = useWatched(["jobs"], async (signal) => answerOf(await api.GET("/jobs", { signal })).value);
  return (
    <Page title={texts.title} lead={texts.lead}>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {list.data && (
        <>
          <Failures jobs={list.data} />
          <Paper withBorder className="section flush">
            <DataTable label={texts.title} rows={list.data} columns={columns} rowId={({ name }) => name} minWidth={1000} />
          </Paper>
        </>
      )}
    </Page>
  );
}
