import { useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { Members } from "../grants/members.tsx";
import { useTexts } from "../texts/language.tsx";
import { useWorkspace } from "./read.ts";
import { workspaces } from "./texts.ts";

/** Who is in a workspace. */
export function WorkspaceMembersPage() {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  const { organizationId, workspaceId } = useWorkspace();
  const { cursor } = useSearch({ from: "/organizations/$organizationId/workspaces/$workspaceId/members" });
  return (
    <Members
      place={{ organizationId, level: "workspace", workspaceId }}
      queryKey={["members", "workspace", workspaceId]}
      load={async (query, signal) =>
        answerOf(await api.GET("/workspaces/{workspace_id}/members", { params: { path: { workspace_id: workspaceId }, query }, signal }))
      }
      cursor={cursor}
      lead={texts.membersLead}
    />
  );
}
