import { IconLogout, IconShield, IconUserMinus, IconUsersPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Member } from "../api/types.ts";
import { useMe } from "../app/world.ts";
import { RowMenu } from "../parts/row-menu.tsx";
import { HolderRoles } from "../roles/holder-dialog.tsx";
import { AddToTeam } from "../teams/add-dialog.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { LeaveDialog } from "./leave.tsx";
import { holderOf, mateOf, memberName } from "./member.ts";
import { RemoveMember } from "./members-remove.tsx";
import { members as catalogue } from "./members-texts.ts";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";

type Asked = "roles" | "team" | "remove";

/** What one may do to a member; nothing is shown where there is nothing. */
export function MemberActions({ organizationId, member }: { readonly organizationId: string; readonly member: Member }) {
  const texts = useTexts(catalogue);
  const { actions } = useTexts(common);
  const { may } = useRights();
  const me = useMe();
  const { organization } = useOrganization();
  const [asked, setAsked] = useState<Asked | null>(null);
  const isSelf = me?.id === member.id;
  const mayRemove = {
    user: isSelf ? organization?.owner?.id !== member.id : may("member:delete"),
    invitation: may("invitation:delete"),
    service_account: false,
    team: false,
  }[member.type];
  const offered = [
    may("role:assign") && { label: texts.changeRoles, icon: IconShield, run: () => setAsked("roles") },
    may("team:update") && member.type !== "team" && { label: texts.addToTeam, icon: IconUsersPlus, run: () => setAsked("team") },
    mayRemove && {
      label: isSelf ? texts.leave : member.type === "invitation" ? texts.withdraw : texts.remove,
      icon: isSelf ? IconLogout : IconUserMinus,
      danger: true,
      run: () => setAsked("remove"),
    },
  ];
  const close = () => setAsked(null);
  const name = memberName(member);
  return (
    <>
      <RowMenu label={`${actions}: ${name}`} items={offered.filter((action) => action !== false)} />
      {asked === "roles" && <HolderRoles organizationId={organizationId} holder={holderOf(member)} held={member.roles} close={close} />}
      {asked === "team" && <AddToTeam organizationId={organizationId} mate={mateOf(member)} name={name} close={close} />}
      {asked === "remove" && isSelf && <LeaveDialog organizationId={organizationId} close={close} />}
      {asked === "remove" && !isSelf && <RemoveMember organizationId={organizationId} member={member} close={close} />}
    </>
  );
}
