import { AreaChart, BarChart } from "@mantine/charts";
import { ColorSwatch, Group, Table, Text } from "@mantine/core";
import { Empty } from "../parts/empty.tsx";
import { dateFormat, numberFormat } from "../parts/formats.ts";
import { Section } from "../parts/section.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { byDayOrWeek, type Point, present } from "./series.ts";
import { overview } from "./texts.ts";

/** One line, area or part of bars. */
export interface Series<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Names a colour of the style sheet. */
  readonly color: string;
}

interface Props<Name extends string> {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly Point<Name>[];
  readonly series: readonly Series<Name>[];
  readonly kind: "bars" | "area";
  /** What can be added up by weeks; levels cannot. */
  readonly adds?: boolean;
}

function useFormats() {
  const { language } = useLanguage();
  const short = dateFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const number = numberFormat(language);
  return { day: (day: string) => short.format(new Date(`${day}T00:00:00Z`)), number: (value: number) => number.format(value) };
}

function AsTable<Name extends string>({
  points,
  series,
  first,
}: {
  readonly points: readonly Point<Name>[];
  readonly series: readonly Series<Name>[];
  readonly first: string;
}) {
  const texts = useTexts(overview);
  const { day, number } = useFormats();
  return (
    <details className="as-table">
      <summary>{texts.asTable}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div className="as-table-frame" tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{first}</Table.Th>
              {series.map(({ name, label }) => (
                <Table.Th key={name} scope="col" ta="right">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map((point) => (
              <Table.Tr key={point.day}>
                <Table.Th scope="row">{day(point.day)}</Table.Th>
                {series.map(({ name }) => (
                  <Table.Td key={name} ta="right">
                    {point[name] === null ? "–" : number(point[name])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}

/** A picture of what was counted, with a legend, and the same as a table. */
export function Picture<Name extends string>({ title, lead, rows, series, kind, adds = false }: Props<Name>) {
  const texts = useTexts(overview);
  const { day, number } = useFormats();
  const names = series.map(({ name }) => name);
  const { points, weekly } = adds ? byDayOrWeek(rows, names) : { points: rows, weekly: false };
  const there = new Set<string>(present(points, names));
  const shown = series.filter(({ name }) => there.has(name));
  const Chart = kind === "bars" ? BarChart : AreaChart;
  return (
    <Section title={title} lead={weekly ? `${lead} ${texts.byWeek}` : lead}>
      {shown.length === 0 ? (
        <Empty title={texts.nothingYet} why={texts.nothingYetWhy} />
      ) : (
        <>
          <div aria-hidden="true">
            <Chart
              h={220}
              data={points.map((point) => ({ ...point }))}
              dataKey="day"
              type={kind === "bars" ? "stacked" : "default"}
              series={shown.map(({ name, label, color }) => ({ name, label, color }))}
              xAxisProps={{ tickFormatter: day, minTickGap: 24 }}
              valueFormatter={number}
              yAxisProps={{ width: 48, allowDecimals: false }}
              withDots={false}
              curveType="monotone"
              tickLine="none"
              gridAxis="x"
              areaChartProps={{ accessibilityLayer: false }}
              barChartProps={{ accessibilityLayer: false }}
              tooltipAnimationDuration={0}
            />
          </div>
          <Group gap="md" mt="xs" component="ul" className="plain-list">
            {shown.map(({ name, label, color }) => (
              <Group key={name} gap={6} component="li" wrap="nowrap">
                <ColorSwatch size={10} color={color} withShadow={false} aria-hidden="true" />
                <Text size="xs" c="dimmed">
                  {label}
                </Text>
              </Group>
            ))}
          </Group>
          <AsTable points={points} series={shown} first={weekly ? texts.weekOf : texts.day} />
        </>
      )}
    </Section>
  );
}
