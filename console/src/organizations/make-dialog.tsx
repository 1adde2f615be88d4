import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { useTexts } from "../texts/language.tsx";
import { organizations } from "./texts.ts";

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly owner: string | null;
}

/** Makes an organization, for oneself; superusers also for another owner. Goes to its page. */
export function MakeOrganization({ close }: { close(): void }) {
  const texts = useTexts(organizations);
  const { api } = useWorld();
  const me = useMe();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({ name: "", description: "", owner: null });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const making = useAct<Draft, { readonly id: string; readonly name: string }>({
    async run({ name, description, owner }) {
      const body = { name, ...(description !== "" && { description }), ...(owner !== null && { owner }) };
      return answerOf(await api.POST("/organizations", { body })).value;
    },
    renews: [["organizations"]],
    done: ({ name }) => texts.made(name),
    after(_draft, { id }) {
      close();
      void navigate({ to: "/organizations/$organizationId", params: { organizationId: id } });
    },
  });
  const wrong = fieldsOf(making.error);
  return (
    <Dialog title={texts.make} opened close={close}>
      <Form
        submit={texts.make}
        pending={making.isPending}
        error={making.error}
        disabled={draft.name.trim() === ""}
        onSubmit={() => making.mutate(draft)}
        cancel={close}
      >
        <NameInput label={texts.name} required data-autofocus value={draft.name} error={wrong["name"]} onChange={(text) => set({ name: text })} />
        <DescriptionInput label={texts.description} value={draft.description} error={wrong["description"]} onChange={(text) => set({ description: text })} />
        {me?.is_superuser && (
          <AccountSelect
            label={texts.owner}
            description={texts.ownerHint}
            error={wrong["owner"]}
            machines={false}
            value={draft.owner}
            onChange={(owner) => set({ owner })}
          />
        )}
      </Form>
    </Dialog>
  );
}
