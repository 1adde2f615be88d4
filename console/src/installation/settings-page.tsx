import { Button, Code, Group, Paper, Stack, Switch, Text } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Said, useDescribed } from "../described/described.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import type { SettingsSearch } from "./search.ts";
import { type Setting, stateTexts } from "./state-texts.ts";

const TONES = { flag: "warn", environment: "plain", file: "plain", default: "quiet" } as const;

/** Words of the documentation, whose names in backticks are set as code. */
function Sentence({ said: { words, ...marked } }: { readonly said: Said }) {
  const parts = words.split("`").map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence, in its order
      <Code key={at}>{part}</Code>
    ) : (
      part
    ),
  );
  return <span {...marked}>{parts}</span>;
}

function Value({ setting: { value, is_secret, is_set } }: { readonly setting: Setting }) {
  const texts = useTexts(stateTexts).settings;
  if (is_secret)
    return (
      <Text size="sm" c="dimmed">
        {is_set ? texts.secretSet : texts.secretUnset}
      </Text>
    );
  return value === null ? "–" : <Code className="wraps">{value}</Code>;
}

function useColumns(): readonly Column<Setting>[] {
  const texts = useTexts(stateTexts).settings;
  const say = useDescribed("setting");
  const sayDefault = useDescribed("setting's default");
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ name, description }) => (
        <Stack gap={2} className="wraps">
          <Text size="sm" fw={600} className="mono">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            <Sentence said={say(name, description)} />
          </Text>
        </Stack>
      ),
    },
    { id: "value", title: texts.value, cell: (setting) => <Value setting={setting} /> },
    {
      id: "origin",
      title: texts.origin,
      cell: ({ origin, file }) => (
        <Stack gap={2} align="flex-start" miw="max-content">
          <Mark tone={TONES[origin]}>{texts.origins[origin]}</Mark>
          {file !== null && (
            <Text size="xs" c="dimmed" className="mono wraps">
              {file}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      id: "default",
      title: texts.fallback,
      cell: ({ name, default: fallback, default_description: words }) => (
        <Text size="sm" c="dimmed" className="wraps">
          {words === null ? (fallback ?? "–") : <Sentence said={sayDefault(name, words)} />}
        </Text>
      ),
    },
  ];
}

/** Whether a setting is meant: by its name or what it does, and whether it was given. */
function fits({ name, flag, is_set }: Setting, description: string, { q, changed }: SettingsSearch): boolean {
  return (!changed || is_set) && (q === undefined || `${name} ${flag} ${description}`.toLowerCase().includes(q.toLowerCase()));
}

/** The settings as they stand, and where each came from. They are few: searching asks nothing. */
export function SettingsPage() {
  const texts = useTexts(stateTexts).settings;
  const columns = useColumns();
  const say = useDescribed("setting");
  const { api } = useWorld();
  const search = useSearch({ from: "/installation/settings" });
  const navigate = useNavigate({ from: "/settings" });
  const list = useQuery({ queryKey: ["settings"], queryFn: async ({ signal }) => answerOf(await api.GET("/settings", { signal })).value });
  const rows = list.data?.filter((setting) => fits(setting, say(setting.name, setting.description).words, search));
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Group align="flex-end" role="search">
        <SearchBox
          hint={texts.hint}
          value={search.q}
          onChange={(q) => navigate({ search: ({ q: _before, ...others }) => ({ ...others, ...(q !== undefined && { q }) }), replace: true })}
        />
        <Switch
          label={texts.only}
          checked={search.changed === true}
          pb={8}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            navigate({ search: ({ changed: _before, ...others }) => ({ ...others, ...(isOn && { changed: true as const }) }) });
          }}
        />
      </Group>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} retry={list.refetch} />}
      {rows && (
        <Paper withBorder className="section flush">
          {rows.length > 0 ? (
            <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ name }) => name} minWidth={880} />
          ) : (
            <Empty
              icon={IconSettings}
              title={texts.none}
              why={texts.noneWhy}
              actions={
                <Button variant="default" onClick={() => navigate({ search: {} })}>
                  {texts.clear}
                </Button>
              }
            />
          )}
        </Paper>
      )}
    </Page>
  );
}
