import type { ReactNode } from "react";
import { PageLink } from "../app/links.tsx";
import { organizations } from "../organizations/texts.ts";
import { useTexts } from "../texts/language.tsx";
import { workspaces } from "./texts.ts";

/** The links above a page of an organization that has a heading of its own. @param name the organization's, once it is known */
export function useOrganizationCrumbs(organizationId: string, name: string | undefined): readonly ReactNode[] {
  const { title } = useTexts(organizations);
  return [
    <PageLink key="organizations" to="/organizations" size="sm">
      {title}
    </PageLink>,
    ...(name === undefined
      ? []
      : [
          <PageLink key="organization" to="/organizations/$organizationId" params={{ organizationId }} size="sm">
            <bdi>{name}</bdi>
          </PageLink>,
        ]),
  ];
}

/** The links above a page of a workspace. */
export function useCrumbs(organizationId: string, name: string | undefined): readonly ReactNode[] {
  const { title } = useTexts(workspaces);
  return [
    ...useOrganizationCrumbs(organizationId, name),
    <PageLink key="workspaces" to="/organizations/$organizationId/workspaces" params={{ organizationId }} size="sm">
      {title}
    </PageLink>,
  ];
}
