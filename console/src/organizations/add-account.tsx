import { useState } from "react";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import type { Choice } from "../parts/search-select.tsx";
import { giveRole, holdingOf } from "../roles/holders.ts";
import { RoleSelect } from "../roles/role-select.tsx";
import { useTexts } from "../texts/language.tsx";
import { members as catalogue } from "./members-texts.ts";

interface Props {
  readonly organizationId: string;
  close(): void;
}

/** Makes an account a member without asking it, by a role. */
export function AddAccount({ organizationId, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [account, setAccount] = useState<Choice | undefined>(undefined);
  const [role, setRole] = useState<string | null>(null);
  const adding = useAct({
    run: async () => account && role && giveRole(api, role, { kind: "user", id: account.value }),
    renews: holdingOf(organizationId),
    done: () => texts.accountAdded(account?.label ?? ""),
    after: close,
  });
  return (
    <Dialog title={texts.addAccount} opened close={close}>
      <Form
        submit={texts.addButton}
        pending={adding.isPending}
        error={adding.error}
        disabled={account === undefined || role === null}
        onSubmit={() => adding.mutate()}
        cancel={close}
      >
        <AccountSelect
          label={texts.account}
          description={texts.addAccountWhy}
          required
          machines={false}
          value={account?.value ?? null}
          onChange={(_id, choice) => setAccount(choice)}
        />
        <RoleSelect organizationId={organizationId} label={texts.role} value={role} onChange={setRole} />
      </Form>
    </Dialog>
  );
}
