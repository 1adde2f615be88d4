import { Text } from "@mantine/core";
import { IconMailForward, IconShield, IconTrash, IconUsersPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Invitation } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useRights } from "../organizations/rights.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { RowMenu } from "../parts/row-menu.tsx";
import { HolderRoles } from "../roles/holder-dialog.tsx";
import { AddToTeam } from "../teams/add-dialog.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { LinksDialog } from "./links-dialog.tsx";
import { invitationsOf, resendInvitation, withdrawInvitation } from "./read.ts";
import { invitations as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly invitation: Invitation;
}

function Withdraw({ organizationId, invitation: { id, email }, close }: Props & { close(): void }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const withdrawing = useAct({
    run: () => withdrawInvitation(api, organizationId, id),
    renews: invitationsOf(organizationId),
    done: () => texts.withdrawn(email),
    after: close,
  });
  return (
    <Confirm
      title={texts.withdrawTitle(email)}
      opened
      close={close}
      danger
      submit={texts.withdraw}
      pending={withdrawing.isPending}
      error={withdrawing.error}
      onSubmit={() => withdrawing.mutate()}
    >
      <Text size="sm">{texts.withdrawWhy}</Text>
    </Confirm>
  );
}

type Asked = "roles" | "team" | "withdraw";

/** What one may do to an invitation. */
export function InvitationActions({ organizationId, invitation }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { actions } = useTexts(common);
  const { may } = useRights();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const { id, email, status, roles } = invitation;
  const resending = useAct<void, Invitation>({
    run: () => resendInvitation(api, organizationId, id),
    renews: invitationsOf(organizationId),
    tellsFailure: true,
    after: (_input, again) => setLink(again.link),
  });
  const close = () => setAsked(null);
  const isOpen = status === "pending";
  const offered = [
    (isOpen || status === "expired") && may("invitation:create") && { label: texts.resend, icon: IconMailForward, run: () => resending.mutate() },
    isOpen && may("role:assign") && { label: texts.changeRoles, icon: IconShield, run: () => setAsked("roles") },
    isOpen && may("team:update") && { label: texts.addToTeam, icon: IconUsersPlus, run: () => setAsked("team") },
    isOpen && may("invitation:delete") && { label: texts.withdraw, icon: IconTrash, danger: true, run: () => setAsked("withdraw") },
  ];
  const holder = { kind: "invitation", id, name: email } as const;
  return (
    <>
      <RowMenu label={`${actions}: ${email}`} items={offered.filter((action) => action !== false)} />
      {link !== null && <LinksDialog links={[{ email, link }]} close={() => setLink(null)} />}
      {asked === "roles" && (
        <HolderRoles organizationId={organizationId} holder={holder} held={roles.filter(({ workspace_id }) => workspace_id === null)} close={close} />
      )}
      {asked === "team" && <AddToTeam organizationId={organizationId} mate={holder} name={email} close={close} />}
      {asked === "withdraw" && <Withdraw organizationId={organizationId} invitation={invitation} close={close} />}
    </>
  );
}
