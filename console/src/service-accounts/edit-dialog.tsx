import { useQueryClient } from "@tanstack/react-query";
import type { Versioned } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { Contested } from "../parts/contest.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { type AccountPath, accountKey, readServiceAccount, type ServiceAccount, writeServiceAccount } from "./read.ts";
import { serviceAccounts } from "./texts.ts";

type AccountFields = { readonly username: string; readonly description: string; readonly owner: string };

const formOf = ({ username, description, owner }: ServiceAccount): AccountFields => ({ username, description: description ?? "", owner: owner?.id ?? "" });

function updateOf({ username, description, owner }: Partial<AccountFields>): components["schemas"]["ServiceAccountUpdate"] {
  return {
    ...(username !== undefined && { username: username.trim() }),
    ...(description !== undefined && { description: description.trim() === "" ? null : description.trim() }),
    ...(owner !== undefined && owner !== "" && { owner_id: owner }),
  };
}

interface Props {
  readonly path: AccountPath;
  readonly loaded: Versioned<ServiceAccount>;
  close(): void;
}

function EditForm({ path, loaded, close }: Props) {
  const texts = useTexts(serviceAccounts);
  const { save } = useTexts(common);
  const { api } = useWorld();
  const queries = useQueryClient();
  const told = useAct({
    run: async (_name: string) => {},
    renews: [["service-accounts", path.organization_id]],
    done: (name) => texts.saved(name),
  });
  const { values, set, contest, saving, isChanged } = useVersioned({
    loaded,
    formOf,
    read: () => readServiceAccount(api, path),
    write: (changed, etag) => writeServiceAccount(api, path, updateOf(changed), etag),
    keep: (version) => queries.setQueryData(accountKey(path.service_account_id), version),
    done: () => {
      close();
      told.mutate(loaded.value.username);
    },
  });
  const { owner } = loaded.value;
  const known = owner ? { value: owner.id, label: owner.name ?? owner.username, hint: owner.username } : undefined;
  const wrong = fieldsOf(saving.error);
  return (
    <Form submit={save} pending={saving.isPending} error={saving.error} disabled={!isChanged} onSubmit={() => saving.mutate()} cancel={close}>
      <Contested contest={contest} labels={texts} values={values} set={set} />
      <NameInput
        label={texts.username}
        description={texts.usernameHint}
        value={values.username}
        error={wrong["username"]}
        required
        onChange={(text) => set("username", text)}
      />
      <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
      <AccountSelect
        label={texts.owner}
        description={texts.ownerChange}
        error={wrong["owner_id"]}
        organizationId={path.organization_id}
        machines={false}
        value={values.owner === "" ? null : values.owner}
        known={known}
        onChange={(id) => set("owner", id ?? "")}
      />
    </Form>
  );
}

/** Changes what a service account is called, what it is for, and who answers for it. */
export function EditServiceAccount({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(serviceAccounts);
  return (
    <Dialog title={texts.editTitle} opened={opened} close={props.close}>
      <EditForm {...props} />
    </Dialog>
  );
}
