import { Figure, FigureGrid } from "../parts/figures.tsx";
import { numberFormat } from "../parts/formats.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import type { Statistics } from "./series.ts";
import { overview } from "./texts.ts";

/** How the installation stands, in figures. */
export function Figures({ statistics }: { readonly statistics: Statistics }) {
  const texts = useTexts(overview);
  const { language } = useLanguage();
  const { totals, keys, people } = statistics;
  const integer = numberFormat(language);
  const percent = numberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const count = (value: number | null) => (value === null ? "–" : integer.format(value));
  const bounded = ({ count: some, more }: { readonly count: number; readonly more: boolean }) => `${integer.format(some)}${more ? "+" : ""}`;
  const fresh = people.reduce((sum, { created }) => sum + (created ?? 0), 0);
  const { mfa, active_users: active } = totals;
  const stale = [
    keys.expiring.count > 0 && texts.keysExpiring(bounded(keys.expiring), keys.expires_within_days),
    keys.expired.count > 0 && texts.keysExpired(bounded(keys.expired)),
    keys.unused.count > 0 && texts.keysUnused(bounded(keys.unused), keys.unused_for_days),
  ].filter((line) => line !== false);
  const all = keys.expiring.count + keys.expired.count + keys.unused.count;
  return (
    <FigureGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      <Figure label={texts.people} value={count(totals.people)}>
        {texts.newPeople(fresh)}
      </Figure>
      <Figure label={texts.active} value={count(active.month)}>
        {texts.activeToday(count(active.day))} · {texts.activeWeek(count(active.week))}
      </Figure>
      <Figure label={texts.factors} value={mfa.share === null ? "–" : percent.format(mfa.share)}>
        {texts.factorsOf(count(mfa.people), count(totals.enabled_people))}
      </Figure>
      <Figure label={texts.organizations} value={count(totals.organizations)} />
      <Figure label={texts.machines} value={count(totals.machines)} />
      <Figure label={texts.keys} value={`${integer.format(all)}${keys.expiring.more || keys.expired.more || keys.unused.more ? "+" : ""}`}>
        {stale.length === 0 ? texts.keysFine : stale.map((line) => <div key={line}>{line}</div>)}
      </Figure>
    </FigureGrid>
  );
}
