import "@mantine/charts/styles.css";
import "./overview.css";
import { Alert, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { Figures } from "./figures.tsx";
import { Picture } from "./picture.tsx";
import { SPANS, type Span } from "./search.ts";
import { firstDay, type Statistics, WAYS, type Way } from "./series.ts";
import { SetupSteps } from "./setup.tsx";
import { overview } from "./texts.ts";

const USUAL: Span = 30;

const COLORS: Readonly<Record<Way, string>> = {
  password: "var(--series-1)",
  passkey: "var(--series-2)",
  connection: "var(--series-3)",
  magic_link: "var(--series-4)",
  device: "var(--series-5)",
  api_key: "var(--series-2)",
  client_credentials: "var(--series-4)",
};

function Pictures({ statistics }: { readonly statistics: Statistics }) {
  const texts = useTexts(overview);
  const { failureKinds, coverageKinds } = texts;
  const ways = (of: keyof typeof WAYS) => WAYS[of].map((name: Way) => ({ name, label: texts.ways[name], color: COLORS[name] }));
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Picture title={texts.signIns} lead={texts.signInsLead} kind="bars" adds rows={statistics.sign_ins} series={ways("people")} />
      <Picture
        title={texts.activeUsers}
        lead={texts.activeUsersLead}
        kind="area"
        rows={statistics.active_users.days}
        series={[{ name: "people", label: texts.activePeople, color: "var(--series-1)" }]}
      />
      <Picture title={texts.machineTokens} lead={texts.machineTokensLead} kind="bars" adds rows={statistics.sign_ins} series={ways("machines")} />
      <Picture
        title={texts.failures}
        lead={texts.failuresLead}
        kind="bars"
        adds
        rows={statistics.failures}
        series={[
          { name: "failed", label: failureKinds.failed, color: "var(--series-1)" },
          { name: "passkey", label: failureKinds.passkey, color: COLORS.passkey },
          { name: "magic_link", label: failureKinds.magic_link, color: COLORS.magic_link },
          { name: "connection", label: failureKinds.connection, color: COLORS.connection },
          { name: "accounts_locked", label: failureKinds.accounts_locked, color: "var(--series-8)" },
          { name: "sources_locked", label: failureKinds.sources_locked, color: "var(--series-6)" },
        ]}
      />
      <Picture
        title={texts.growth}
        lead={texts.growthLead}
        kind="area"
        rows={statistics.people}
        series={[{ name: "total", label: texts.people, color: "var(--series-2)" }]}
      />
      <Picture
        title={texts.coverage}
        lead={texts.coverageLead}
        kind="area"
        rows={statistics.mfa}
        series={[
          { name: "enabled_people", label: coverageKinds.enabled_people, color: "var(--series-7)" },
          { name: "people", label: coverageKinds.people, color: "var(--series-3)" },
        ]}
      />
    </SimpleGrid>
  );
}

/** How the installation stands: what is to be done at first, figures and pictures, out of one answer. */
function Installation() {
  const texts = useTexts(overview);
  const { api } = useWorld();
  const { days = USUAL } = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["statistics", days],
    queryFn: async ({ signal }) => answerOf(await api.GET("/statistics", { params: { query: { from: firstDay(days, Date.now()) } }, signal })).value,
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={texts.title}
      actions={
        <SegmentedControl
          aria-label={texts.span}
          value={String(days)}
          data={SPANS.map((span) => ({ value: String(span), label: texts.days(span) }))}
          onChange={(chosen) => navigate({ search: { days: Number(chosen) as Span } })}
        />
      }
    >
      <SetupSteps />
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {data && (
        <Stack gap="md">
          {!data.complete && (
            <Alert variant="default" title={texts.counting}>
              {texts.countingWhy}
            </Alert>
          )}
          <Figures statistics={data} />
          <Pictures statistics={data} />
          <Text size="xs" c="dimmed">
            {texts.asOf} <Moment at={data.as_of} />
          </Text>
        </Stack>
      )}
    </Page>
  );
}

/** Where the console begins: for superusers how the installation stands, for others their organizations. */
export function OverviewPage() {
  const me = useMe();
  if (!me) return <Loading />;
  return me.is_superuser ? <Installation /> : <Navigate to="/organizations" replace />;
}
