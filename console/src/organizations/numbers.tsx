import type { OrganizationStatistics } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { Figure, FigureGrid } from "../parts/figures.tsx";
import { numberFormat } from "../parts/formats.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { organizations } from "./texts.ts";

interface Bounded {
  readonly count: number;
  readonly more: boolean;
}

interface Props {
  readonly organizationId: string;
  readonly statistics: OrganizationStatistics;
}

/** How many there are of each kind, and what waits; what one may not see is left out. */
export function Numbers({ organizationId, statistics: { people, service_accounts, pending_invitations, keys } }: Props) {
  const texts = useTexts(organizations);
  const { language } = useLanguage();
  const params = { organizationId };
  const bounded = ({ count, more }: Bounded) => `${numberFormat(language).format(count)}${more ? "+" : ""}`;
  const members = (kind: "people" | "machines", words: string) => (
    <PageLink to="/organizations/$organizationId/members" params={params} search={{ kind }} inherit>
      {words}
    </PageLink>
  );
  const share = people?.mfa_share;
  const look = keys && { count: keys.expiring.count + keys.expired.count, more: keys.expiring.more || keys.expired.more };
  return (
    <FigureGrid cols={{ base: 2, md: 4 }} label={texts.numbers}>
      {people && (
        <Figure label={members("people", texts.people)} value={bounded(people)}>
          {share === null || share === undefined ? null : texts.withFactor(Math.round(100 * share))}
        </Figure>
      )}
      <Figure label={members("machines", texts.machines)} value={bounded(service_accounts)} />
      {pending_invitations && (
        <Figure
          label={
            <PageLink to="/organizations/$organizationId/invitations" params={params} search={{}} inherit>
              {texts.pending}
            </PageLink>
          }
          value={bounded(pending_invitations)}
        />
      )}
      {look && (
        <Figure label={texts.keys} value={bounded(look)}>
          {texts.keysWhy(keys.expires_within_days)}
        </Figure>
      )}
    </FigureGrid>
  );
}
