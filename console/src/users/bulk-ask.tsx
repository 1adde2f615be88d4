import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { User } from "../api/types.ts";
import { Confirm, Dialog, Form } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import { BulkDelete } from "./bulk-delete.tsx";
import type { BulkChoice } from "./bulk-run.ts";
import { type BulkKind, bulkTexts } from "./bulk-texts.ts";
import { OrganizationSelect } from "./organization-select.tsx";
import { RoleSelect, TeamSelect } from "./place-selects.tsx";

interface Props {
  readonly kind: BulkKind;
  readonly users: readonly User[];
  close(): void;
  /** @param users those that it is begun with */
  go(users: readonly User[], choice: BulkChoice): void;
}

/** Asks where: a team, or an organization and a role there. */
function AskPlace({ kind, users, close, go }: Props & { readonly kind: "team" | "invite" }) {
  const texts = useTexts(bulkTexts);
  const { title, why, submit } = texts.kinds[kind];
  const [organizationId, setOrganization] = useState<string | null>(null);
  const [teamId, setTeam] = useState<string | null>(null);
  const [roleId, setRole] = useState<string | null>(null);
  const chosen = { ...(organizationId !== null && { organizationId }), ...(teamId !== null && { teamId }), ...(roleId !== null && { roleId }) };
  return (
    <Dialog title={title(users.length)} opened close={close}>
      <Form
        submit={submit}
        pending={false}
        disabled={organizationId === null || (kind === "team" && teamId === null)}
        onSubmit={() => go(users, chosen)}
        cancel={close}
      >
        {why !== undefined && <Text size="sm">{why}</Text>}
        <OrganizationSelect
          label={texts.organization}
          required
          value={organizationId}
          onChange={(id) => {
            setOrganization(id);
            setTeam(null);
            setRole(null);
          }}
        />
        {organizationId !== null && kind === "team" && (
          <TeamSelect key={organizationId} organizationId={organizationId} label={texts.team} required value={teamId} onChange={setTeam} />
        )}
        {organizationId !== null && kind === "invite" && (
          <RoleSelect
            key={organizationId}
            organizationId={organizationId}
            level="organization"
            label={texts.role}
            description={texts.roleHint}
            clearable
            value={roleId}
            onChange={setRole}
          />
        )}
      </Form>
    </Dialog>
  );
}

/** Asks before something is done to many: what it does, and where. */
export function BulkAsk(props: Props) {
  const { kind, users, close, go } = props;
  const { title, why, submit } = useTexts(bulkTexts).kinds[kind];
  if (kind === "delete") return <BulkDelete users={users} close={close} go={go} />;
  if (kind === "team" || kind === "invite") return <AskPlace {...props} kind={kind} />;
  return (
    <Confirm title={title(users.length)} opened close={close} submit={submit} danger={kind === "deactivate"} pending={false} onSubmit={() => go(users, {})}>
      <Stack gap="xs">
        <Text size="sm">{why}</Text>
      </Stack>
    </Confirm>
  );
}
