import { useHeld } from "../parts/held.ts";
import { TabLink } from "../parts/tabs.tsx";
import { useTexts } from "../texts/language.tsx";
import { workspaces } from "./texts.ts";

/** The tabs of an organization that lead to workspaces and machines: those that the reader may open. */
export function WorkspaceTabs({ organizationId }: { readonly organizationId: string }) {
  const texts = useTexts(workspaces);
  const { may } = useHeld(organizationId);
  const params = { organizationId };
  return (
    <>
      <TabLink to="/organizations/$organizationId/workspaces" params={params}>
        {texts.title}
      </TabLink>
      {may("service_account:read") && (
        <>
          <TabLink to="/organizations/$organizationId/service-accounts" params={params}>
            {texts.serviceAccounts}
          </TabLink>
          <TabLink to="/organizations/$organizationId/api-keys" params={params}>
            {texts.keys}
          </TabLink>
        </>
      )}
    </>
  );
}
