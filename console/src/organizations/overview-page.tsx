import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Moment } from "../parts/moment.tsx";
import { PersonLink } from "../parts/person.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { Leave } from "./leave.tsx";
import { Numbers } from "./numbers.tsx";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";
import { organizations } from "./texts.ts";

/** What there is, as far as it is added up: one request. */
function useStatistics(organizationId: string, enabled: boolean) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["organization-statistics", organizationId],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET("/organizations/{organization_id}/statistics", { params: { path: { organization_id: organizationId } }, signal })).value,
    enabled,
  }).data;
}

/** What an organization is, what waits in it, and what to do first. */
export function OrganizationOverviewPage() {
  const texts = useTexts(organizations);
  const { organizationId, organization } = useOrganization();
  const { may } = useRights();
  const statistics = useStatistics(organizationId, may("member:read"));
  if (!organization) return null;
  const { description, owner, trusted_domains, created, logo_url } = organization;
  return (
    <Stack gap="lg">
      {statistics && <FirstSteps organizationId={organizationId} statistics={statistics} />}
      {statistics && <Numbers organizationId={organizationId} statistics={statistics} />}
      <Section title={texts.facts} actions={<Leave organizationId={organizationId} />}>
        <Facts
          facts={[
            { label: texts.description, value: description },
            {
              label: texts.owner,
              value: owner && <PersonLink person={owner} />,
            },
            { label: texts.domains, value: trusted_domains.join(", ") },
            { label: texts.secondFactor, value: organization.require_mfa ? texts.required : texts.notRequired },
            { label: texts.logo, value: logo_url },
            { label: texts.created, value: <Moment at={created} /> },
            { label: texts.id, value: <code>{organization.id}</code> },
          ]}
        />
      </Section>
    </Stack>
  );
}
