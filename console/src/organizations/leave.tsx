import { Button, Text } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { ICON } from "../parts/icon.ts";
import { useTexts } from "../texts/language.tsx";
import { removeMember } from "./members-remove.tsx";
import { members as catalogue } from "./members-texts.ts";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";

interface Props {
  readonly organizationId: string;
}

/** Asks before one leaves; superusers stay on the page, since they see the organization all the same. */
export function LeaveDialog({ organizationId, close }: Props & { close(): void }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isOut = me?.is_superuser === false;
  const leaving = useAct({
    run: async () => me && removeMember(api, organizationId, { type: "user", id: me.id }),
    // What one has left is not there any more: nothing of it is read anew.
    renews: isOut ? [["organizations"]] : [["members", organizationId]],
    done: () => texts.left,
    after() {
      close();
      if (isOut) void navigate({ to: "/organizations", search: {} }).then(() => queries.removeQueries({ queryKey: ["organization", organizationId] }));
    },
  });
  return (
    <Confirm
      title={texts.leaveTitle}
      opened
      close={close}
      danger
      submit={texts.leaveButton}
      pending={leaving.isPending}
      error={leaving.error}
      onSubmit={() => leaving.mutate()}
    >
      <Text size="sm">{texts.leaveWhy}</Text>
    </Confirm>
  );
}

/** The way out of an organization, for members who do not own it. */
export function Leave({ organizationId }: Props) {
  const texts = useTexts(catalogue);
  const me = useMe();
  const { organization } = useOrganization();
  const { isSuperuser, known } = useRights();
  const [asks, setAsks] = useState(false);
  // Superusers need not be members: those who are find themselves among the members.
  if (!me || !known || isSuperuser || organization?.owner?.id === me.id) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconLogout {...ICON} />} onClick={() => setAsks(true)}>
        {texts.leave}
      </Button>
      {asks && <LeaveDialog organizationId={organizationId} close={() => setAsks(false)} />}
    </>
  );
}
