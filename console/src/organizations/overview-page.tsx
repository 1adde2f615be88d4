import { Moment } from "../parts/moment.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useOrganization } from "./read.ts";
import { organizations } from "./texts.ts";

/** What an organization is. */
export function OrganizationOverviewPage() {
  const texts = useTexts(organizations);
  const { organization } = useOrganization();
  if (!organization) return null;
  const { description, owner, trusted_domains, created } = organization;
  return (
    <Section title={texts.facts}>
      <Facts
        facts={[
          { label: texts.description, value: description },
          { label: texts.owner, value: owner && <bdi>{owner.name ?? owner.username}</bdi> },
          { label: texts.domains, value: trusted_domains.join(", ") },
          { label: texts.created, value: <Moment at={created} /> },
        ]}
      />
    </Section>
  );
}
