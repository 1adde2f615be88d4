import { Text } from "@mantine/core";
import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";
import { DeleteSection } from "./settings-delete.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { OwnerSection } from "./settings-owner.tsx";
import { settings as catalogue } from "./settings-texts.ts";

/** What an organization is called, whom it trusts, what it asks of its members, whose it is, and its end. */
export function OrganizationSettingsPage() {
  const texts = useTexts(catalogue);
  const { organizationId, query } = useOrganization();
  const { may, known } = useRights();
  if (query.error && !query.data) return <Failure error={query.error} retry={query.refetch} />;
  if (!query.data || !known) return <Loading />;
  const mayChange = may("organization:update");
  const mayDelete = may("organization:delete");
  if (!mayChange && !mayDelete) return <Text c="dimmed">{texts.notYours}</Text>;
  return (
    <>
      {mayChange && <SettingsForm key={organizationId} loaded={query.data} />}
      {mayChange && <OwnerSection loaded={query.data} />}
      {mayDelete && <DeleteSection loaded={query.data} />}
    </>
  );
}
