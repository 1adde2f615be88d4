import { Alert, Radio, Stack, Text } from "@mantine/core";
import { common } from "../texts/common.ts";
import { type Catalogue, useTexts } from "../texts/language.tsx";
import { same } from "./together.ts";
import type { Contest } from "./versioned.ts";

interface ContestTexts {
  readonly title: string;
  readonly why: string;
  readonly merged: string;
  readonly yours: string;
  readonly theirs: string;
  readonly choice: (field: string) => string;
  readonly empty: string;
}

const contests: Catalogue<ContestTexts> = {
  en: {
    title: "Somebody else changed this meanwhile",
    why: "Nothing of yours is lost, and nothing of theirs is overwritten yet. Choose where both of you changed the same field, then save again.",
    merged: "You changed different fields: yours are still filled in, theirs were added. Look, then save again.",
    yours: "Yours",
    theirs: "Theirs",
    choice: (field) => `${field}: which one stays`,
    empty: "(empty)",
  },
  de: {
    title: "Jemand anderes hat das inzwischen geändert",
    why: "Von Ihren Änderungen ist nichts verloren, und die anderen sind noch nicht überschrieben. Wählen Sie, wo beide dasselbe Feld geändert haben, und speichern Sie noch einmal.",
    merged: "Sie haben verschiedene Felder geändert: Ihre stehen noch da, die anderen kamen dazu. Sehen Sie nach und speichern Sie noch einmal.",
    yours: "Ihres",
    theirs: "Das andere",
    choice: (field) => `${field}: was bleibt`,
    empty: "(leer)",
  },
};

interface Props<F> {
  readonly contest: Contest<F> | null;
  /** What the fields are called. */
  readonly labels: Readonly<Record<keyof F & string, string>>;
  /** What the form holds now. */
  readonly values: F;
  set<N extends keyof F & string>(name: N, value: F[N]): void;
}

/** What both changed, and which of it stays; nothing where nobody came between. */
export function Contested<F extends object>({ contest, labels, values, set }: Props<F>) {
  const texts = useTexts(contests);
  const { yes, no } = useTexts(common);
  if (!contest) return null;
  const { contested, mine, theirs } = contest;
  const shown = (value: unknown): string => {
    if (typeof value === "boolean") return value ? yes : no;
    return (
      (Array.isArray(value) ? value.map(shown).join(", ") : typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "")) ||
      texts.empty
    );
  };
  return (
    <Alert role="alert" variant="default" title={texts.title}>
      <Stack>
        <Text size="sm">{contested.length === 0 ? texts.merged : texts.why}</Text>
        {contested.map((name) => (
          <Radio.Group
            key={name}
            label={texts.choice(labels[name])}
            value={same(values[name], mine[name]) ? "mine" : same(values[name], theirs[name]) ? "theirs" : ""}
            onChange={(chosen) => set(name, chosen === "mine" ? mine[name] : theirs[name])}
          >
            <Stack gap="sm" mt="xs">
              <Radio size="md" value="mine" label={`${texts.yours}: ${shown(mine[name])}`} />
              <Radio size="md" value="theirs" label={`${texts.theirs}: ${shown(theirs[name])}`} />
            </Stack>
          </Radio.Group>
        ))}
      </Stack>
    </Alert>
  );
}
