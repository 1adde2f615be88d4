import { Alert } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { useMeasures } from "../parts/measures.ts";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { type SystemStatus, stateTexts } from "./state-texts.ts";
import { useWatched } from "./watched.ts";

function DatabaseFacts({ database }: { readonly database: SystemStatus["database"] }) {
  const texts = useTexts(stateTexts).health;
  const { bytes, milliseconds } = useMeasures();
  const { version, latency_milliseconds, size_bytes, connections, migrations } = database;
  return (
    <Section title={texts.database}>
      <Facts
        facts={[
          { label: texts.version, value: `PostgreSQL ${version}` },
          { label: texts.latency, value: milliseconds(latency_milliseconds) },
          { label: texts.size, value: bytes(size_bytes) },
          { label: texts.connections, value: texts.connectionsOf(connections.used, connections.idle, connections.waiting) },
          { label: texts.migrations, value: texts.migrationsOf(migrations.applied, migrations.newest) },
        ]}
      />
    </Section>
  );
}

function ProcessFacts({ status }: { readonly status: SystemStatus }) {
  const texts = useTexts(stateTexts).health;
  const { bytes, duration } = useMeasures();
  const { version, node, platform, started, uptime_seconds, memory } = status;
  return (
    <Section title={texts.process}>
      <Facts
        facts={[
          { label: texts.version, value: `Roster ${version}` },
          { label: texts.uptime, value: duration(uptime_seconds) },
          { label: texts.since, value: <Moment at={started} /> },
          { label: texts.memory, value: texts.memoryOf(bytes(memory.resident), bytes(memory.heap_used)) },
          { label: texts.node, value: node },
          { label: texts.platform, value: platform },
        ]}
      />
    </Section>
  );
}

/** How the process and its database are. */
export function HealthPage() {
  const texts = useTexts(stateTexts).health;
  const { api } = useWorld();
  const watched = useWatched(["system"], async (signal) => answerOf(await api.GET("/system", { signal })).value);
  const missing = watched.data?.database.migrations.missing ?? [];
  const isReady = watched.data !== undefined && missing.length === 0 && !watched.isError;
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      marks={!watched.isPending && <Mark tone={isReady ? "good" : "bad"}>{isReady ? texts.ready : texts.notReady}</Mark>}
    >
      {watched.isPending && <Loading />}
      {watched.isError && <Failure error={watched.error} retry={watched.refetch} />}
      {missing.length > 0 && (
        <Alert variant="default" title={texts.missing}>
          {missing.join(", ")}
        </Alert>
      )}
      {watched.data && (
        <>
          <DatabaseFacts database={watched.data.database} />
          <ProcessFacts status={watched.data} />
        </>
      )}
    </Page>
  );
}
