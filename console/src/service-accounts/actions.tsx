import { Button, Text } from "@mantine/core";
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Versioned } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { useTexts } from "../texts/language.tsx";
import { EditServiceAccount } from "./edit-dialog.tsx";
import { type AccountPath, accountKey, deleteServiceAccount, type ServiceAccount, writeServiceAccount } from "./read.ts";
import { serviceAccounts } from "./texts.ts";

interface Props {
  readonly path: AccountPath;
  readonly loaded: Versioned<ServiceAccount>;
}

function DeleteDialog({ path, username, opened, close }: { readonly path: AccountPath; readonly username: string; readonly opened: boolean; close(): void }) {
  const texts = useTexts(serviceAccounts);
  const { api } = useWorld();
  const navigate = useNavigate();
  const { organization_id: organizationId } = path;
  const removing = useAct<void>({
    run: () => deleteServiceAccount(api, path),
    renews: [
      ["service-accounts", organizationId],
      ["organization-keys", organizationId],
    ],
    done: () => texts.removed(username),
  });
  return (
    <Confirm
      title={texts.removeTitle(username)}
      opened={opened}
      close={close}
      word={username}
      submit={texts.remove}
      danger
      pending={removing.isPending}
      error={removing.error}
      onSubmit={() =>
        removing.mutate(undefined, { onSuccess: () => navigate({ to: "/organizations/$organizationId/service-accounts", params: { organizationId } }) })
      }
    >
      <Text size="sm">{texts.removeWhy}</Text>
    </Confirm>
  );
}

/** What can be done to a service account. */
export function AccountActions({ path, loaded }: Props) {
  const texts = useTexts(serviceAccounts);
  const { api } = useWorld();
  const { may } = useHeld(path.organization_id);
  const [window, show] = useState<"edit" | "delete" | null>(null);
  const { username, is_active } = loaded.value;
  const flip = useAct({
    run: (isActive: boolean) => writeServiceAccount(api, path, { is_active: isActive }),
    renews: [accountKey(path.service_account_id), ["service-accounts", path.organization_id]],
    done: (isActive) => (isActive ? texts.activated(username) : texts.deactivated(username)),
    undo: (isActive) => writeServiceAccount(api, path, { is_active: !isActive }),
    tellsFailure: true,
  });
  return (
    <>
      {may("service_account:update") && (
        <>
          <Button variant="default" leftSection={<IconPencil {...ICON} />} onClick={() => show("edit")}>
            {texts.edit}
          </Button>
          <Button
            variant="default"
            leftSection={is_active ? <IconPlayerPause {...ICON} /> : <IconPlayerPlay {...ICON} />}
            loading={flip.isPending}
            onClick={() => flip.mutate(!is_active)}
          >
            {is_active ? texts.deactivate : texts.activate}
          </Button>
        </>
      )}
      {may("service_account:delete") && (
        <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={() => show("delete")}>
          {texts.remove}
        </Button>
      )}
      <EditServiceAccount path={path} loaded={loaded} opened={window === "edit"} close={() => show(null)} />
      <DeleteDialog path={path} username={username} opened={window === "delete"} close={() => show(null)} />
    </>
  );
}
