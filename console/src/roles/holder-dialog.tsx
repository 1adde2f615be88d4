import { Alert, Checkbox, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Role } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { RoleDescription } from "../described/described.tsx";
import { useRights } from "../organizations/rights.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import { giveRole, type Holder, holdingOf, takeRole } from "./holders.ts";
import { useRoles } from "./read.ts";
import { roles as catalogue } from "./texts.ts";

interface Change {
  readonly given: readonly string[];
  readonly taken: readonly string[];
}

interface Props {
  readonly organizationId: string;
  readonly holder: Holder;
  /** What it holds now in the whole organization. */
  readonly held: readonly { readonly id: string }[];
  close(): void;
}

/** The roles of one holder in the whole organization: what is ticked is given, what is not is taken. */
export function HolderRoles({ organizationId, holder, held, close }: Props) {
  const texts = useTexts(catalogue);
  return (
    <Dialog title={texts.rolesOf(holder.name)} opened close={close} size="lg">
      <RolesForm organizationId={organizationId} holder={holder} held={held} close={close} />
    </Dialog>
  );
}

function RolesForm({ organizationId, holder, held, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const roles = useRoles(organizationId).filter(({ level }) => level === "organization");
  const before = new Set(held.map(({ id }) => id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(before);
  const change: Change = {
    given: roles.flatMap(({ id }) => (chosen.has(id) && !before.has(id) ? [id] : [])),
    taken: roles.flatMap(({ id }) => (!chosen.has(id) && before.has(id) ? [id] : [])),
  };
  // Given first: whoever holds nothing for a moment is no member any more.
  const apply = async ({ given, taken }: Change) => {
    for (const id of given) await giveRole(api, id, holder);
    for (const id of taken) await takeRole(api, id, holder);
  };
  const leaves = chosen.size === 0 && before.size > 0 && holder.kind === "user";
  const saving = useAct<Change>({
    run: apply,
    renews: holdingOf(organizationId),
    done: () => texts.rolesChanged(holder.name),
    ...(!leaves && { undo: ({ given, taken }: Change) => apply({ given: taken, taken: given }) }),
    after: close,
  });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <Form
      submit={texts.save}
      pending={saving.isPending}
      error={saving.error}
      disabled={change.given.length + change.taken.length === 0}
      onSubmit={() => saving.mutate(change)}
      cancel={close}
    >
      <RoleChoice roles={roles} chosen={chosen} toggle={toggle} />
      {leaves && (
        <Alert variant="default" title={texts.lastRole}>
          {texts.lastRoleWhy}
        </Alert>
      )}
    </Form>
  );
}

interface ChoiceProps {
  readonly roles: readonly Role[];
  readonly chosen: ReadonlySet<string>;
  toggle(id: string): void;
}

/** Roles to tick; those that one may not give are said to be so. */
function RoleChoice({ roles, chosen, toggle }: ChoiceProps) {
  const texts = useTexts(catalogue);
  const { mayGrant } = useRights();
  return (
    <Stack gap="sm" className="role-choice" role="group" aria-label={texts.title}>
      {roles.map((role) => {
        const beyond = !mayGrant(role);
        return (
          <Checkbox
            key={role.id}
            label={role.name}
            description={beyond ? texts.beyondOwn : <RoleDescription role={role} />}
            checked={chosen.has(role.id)}
            disabled={beyond}
            onChange={() => toggle(role.id)}
          />
        );
      })}
      {roles.length === 0 && <Text c="dimmed">…</Text>}
    </Stack>
  );
}
