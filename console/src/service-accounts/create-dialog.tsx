import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { RoleSelect } from "../grants/role-select.tsx";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { useHeld } from "../parts/held.ts";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { useTexts } from "../texts/language.tsx";
import { serviceAccounts } from "./texts.ts";

interface Draft {
  readonly username: string;
  readonly description: string;
  readonly owner: string | null;
  readonly role: string | null;
}

interface Props {
  readonly organizationId: string;
  close(): void;
}

function CreateForm({ organizationId, close }: Props) {
  const texts = useTexts(serviceAccounts);
  const { api } = useWorld();
  const navigate = useNavigate();
  const { may } = useHeld(organizationId);
  const [draft, setDraft] = useState<Draft>({ username: "", description: "", owner: null, role: null });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const creating = useAct({
    run: async ({ username, description, owner, role }: Draft) => {
      const body = {
        username: username.trim(),
        ...(description.trim() !== "" && { description: description.trim() }),
        ...(owner !== null && { owner_id: owner }),
        ...(role !== null && { role_id: role }),
      };
      const params = { path: { organization_id: organizationId } };
      return answerOf(await api.POST("/organizations/{organization_id}/service_accounts", { params, body })).value;
    },
    renews: [["service-accounts", organizationId]],
    done: (_draft, { username }) => texts.made(username),
  });
  const wrong = fieldsOf(creating.error);
  return (
    <Form
      submit={texts.create}
      pending={creating.isPending}
      error={creating.error}
      disabled={draft.username.trim() === ""}
      onSubmit={() =>
        creating.mutate(draft, {
          onSuccess: ({ id }) => navigate({ to: "/organizations/$organizationId/service-accounts/$accountId", params: { organizationId, accountId: id } }),
        })
      }
      cancel={close}
    >
      <NameInput
        label={texts.username}
        description={texts.usernameHint}
        value={draft.username}
        error={wrong["username"]}
        required
        data-autofocus
        onChange={(text) => set({ username: text })}
      />
      <DescriptionInput label={texts.description} value={draft.description} error={wrong["description"]} onChange={(text) => set({ description: text })} />
      <AccountSelect
        label={texts.owner}
        description={texts.ownerHint}
        error={wrong["owner_id"]}
        organizationId={organizationId}
        machines={false}
        value={draft.owner}
        onChange={(owner) => set({ owner })}
      />
      {may("role:assign") && (
        <RoleSelect
          place={{ organizationId, level: "organization" }}
          label={texts.role}
          description={texts.roleHint}
          clearable
          error={wrong["role_id"]}
          value={draft.role}
          onChange={(role) => set({ role: role?.id ?? null })}
        />
      )}
    </Form>
  );
}

/** Makes a service account, and goes to its page. */
export function CreateServiceAccount({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(serviceAccounts);
  return (
    <Dialog title={texts.createTitle} opened={opened} close={props.close}>
      <CreateForm {...props} />
    </Dialog>
  );
}
