import { Button, Group, Text } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Organization } from "../api/types.ts";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { orReadAnew } from "../parts/anew.ts";
import { Dialog, Form } from "../parts/dialog.tsx";
import { ICON } from "../parts/icon.ts";
import { LinkedPerson } from "../parts/person.tsx";
import { type Choice, SearchSelect } from "../parts/search-select.tsx";
import { Section } from "../parts/section.tsx";
import { useRoles } from "../roles/read.ts";
import { useTexts } from "../texts/language.tsx";
import { memberName } from "./member.ts";
import { useRights } from "./rights.ts";
import { settings as catalogue } from "./settings-texts.ts";

const ORGANIZATION_ADMIN = "Organization Admin";

interface Props {
  readonly loaded: Versioned<Organization>;
}

function HandOver({ loaded: { value: organization, etag }, close }: Props & { close(): void }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Choice | undefined>(undefined);
  const { id } = organization;
  const adminRole = useRoles(id).find(({ name, system_managed }) => system_managed && name === ORGANIZATION_ADMIN)?.id;
  const findAdmins = async (typed: string, signal: AbortSignal): Promise<readonly Choice[]> => {
    const kinds = { include_service_accounts: false, include_teams: false };
    const query = { ...kinds, limit: 20, ...(adminRole !== undefined && { role_id: adminRole }), ...(typed !== "" && { q: typed }) };
    const { value } = answerOf(await api.GET("/organizations/{organization_id}/members", { params: { path: { organization_id: id }, query }, signal }));
    return value.flatMap((member) =>
      member.id === organization.owner?.id || !member.user?.is_active
        ? []
        : [{ value: member.id, label: memberName(member), hint: member.user.email ?? member.user.username }],
    );
  };
  const handing = useAct<Choice>({
    run: ({ value: owner }) =>
      orReadAnew(queries, ["organization", id], async () => {
        const params = { path: { organization_id: id }, header: { "If-Match": etag } };
        queries.setQueryData(["organization", id], versionedOf(await api.PATCH("/organizations/{organization_id}", { params, body: { owner } })));
      }),
    renews: [["organizations"]],
    done: ({ label }) => texts.handedOver(label),
    after: close,
  });
  return (
    <Dialog title={texts.handOver} opened close={close}>
      <Form
        submit={texts.handOver}
        danger
        pending={handing.isPending}
        error={handing.error}
        disabled={chosen === undefined}
        onSubmit={() => chosen && handing.mutate(chosen)}
        cancel={close}
      >
        <Text size="sm">{texts.handOverWhy}</Text>
        <SearchSelect
          label={texts.newOwner}
          description={texts.newOwnerHint}
          required
          queryKey={["admin-select", id, adminRole]}
          load={findAdmins}
          value={chosen?.value ?? null}
          onChange={(_id, choice) => setChosen(choice)}
        />
      </Form>
    </Dialog>
  );
}

/** Whose the organization is, and handing it over. */
export function OwnerSection({ loaded }: Props) {
  const texts = useTexts(catalogue);
  const me = useMe();
  const { isSuperuser } = useRights();
  const [asks, setAsks] = useState(false);
  const { owner } = loaded.value;
  const mayHandOver = isSuperuser || (owner !== null && owner.id === me?.id);
  const name = owner?.name ?? owner?.username ?? "";
  return (
    <Section title={texts.owner} lead={mayHandOver ? texts.ownerLead : texts.ownerOnly}>
      <Group justify="space-between">
        {owner ? <LinkedPerson id={owner.id} name={name} detail={owner.email ?? owner.username} /> : <Text size="sm">{texts.noOwner}</Text>}
        {mayHandOver && (
          <Button variant="default" leftSection={<IconArrowsExchange {...ICON} />} onClick={() => setAsks(true)}>
            {texts.handOver}
          </Button>
        )}
      </Group>
      {asks && <HandOver loaded={loaded} close={() => setAsks(false)} />}
    </Section>
  );
}
