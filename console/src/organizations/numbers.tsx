import "./organizations.css";
import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { OrganizationStatistics } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { organizations } from "./texts.ts";

interface Bounded {
  readonly count: number;
  readonly more: boolean;
}

function Figure({ label, value, detail }: { readonly label: ReactNode; readonly value: Bounded; readonly detail?: string | null }) {
  const { language } = useLanguage();
  return (
    <Paper withBorder className="section figure">
      <dt>{label}</dt>
      <dd>
        {new Intl.NumberFormat(language).format(value.count)}
        {value.more && "+"}
      </dd>
      {detail && (
        <Text size="xs" c="dimmed" component="dd" m={0}>
          {detail}
        </Text>
      )}
    </Paper>
  );
}

interface Props {
  readonly organizationId: string;
  readonly statistics: OrganizationStatistics;
}

/** How many there are of each kind, and what waits; what one may not see is left out. */
export function Numbers({ organizationId, statistics: { people, service_accounts, pending_invitations, keys } }: Props) {
  const texts = useTexts(organizations);
  const params = { organizationId };
  const members = (kind: "people" | "machines", words: string) => (
    <PageLink to="/organizations/$organizationId/members" params={params} search={{ kind }} inherit>
      {words}
    </PageLink>
  );
  const share = people?.mfa_share;
  const look = keys && { count: keys.expiring.count + keys.expired.count, more: keys.expiring.more || keys.expired.more };
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }} aria-label={texts.numbers}>
      {people && (
        <Figure
          label={members("people", texts.people)}
          value={people}
          detail={share === null || share === undefined ? null : texts.withFactor(Math.round(100 * share))}
        />
      )}
      <Figure label={members("machines", texts.machines)} value={service_accounts} />
      {pending_invitations && (
        <Figure
          label={
            <PageLink to="/organizations/$organizationId/invitations" params={params} search={{}} inherit>
              {texts.pending}
            </PageLink>
          }
          value={pending_invitations}
        />
      )}
      {look && <Figure label={texts.keys} value={look} detail={texts.keysWhy(keys.expires_within_days)} />}
    </SimpleGrid>
  );
}
