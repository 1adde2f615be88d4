import type { PredefinedRole } from "../api/described-names.ts";

const ROLES: Readonly<Record<PredefinedRole, string>> = {
  "Organization Admin": "Alles in der Organisation, auch die Abrechnung, und in jedem ihrer Workspaces.",
  "Organization Manager":
    "Sieht und verwaltet, was die Organisation hat, und ihre Einstellungen; nicht die Abrechnung, und keinen Workspace, den andere angelegt haben.",
  "Organization Viewer": "Sieht die Organisation und alle ihre Workspaces, ohne etwas zu ändern.",
  "Billing Admin": "Sieht und ändert die Abrechnung.",
  "Organization Member": "Gehört zur Organisation und darf dort, was ihm sonst gegeben ist.",
  "Workspace Admin": "Alles im Workspace.",
  "Workspace Developer": "Legt an, ändert und löscht, was im Workspace ist, und liest dessen Geheimnisse.",
  "Workspace Contributor": "Legt an und ändert, was im Workspace ist.",
  "Workspace Viewer": "Liest, was im Workspace ist, aber keine Geheimnisse.",
  "Stack Admin": "Alles, was Stacks, ihre Komponenten, Flavors und Service-Connectors betrifft.",
  "Project Admin": "Alles im Projekt.",
  "Project Developer": "Legt an, ändert und löscht, was im Projekt ist, und liest dessen Geheimnisse.",
  "Project Contributor": "Legt an und ändert, was im Projekt ist.",
  "Project Viewer": "Liest, was im Projekt ist, aber keine Geheimnisse.",
  "Team Viewer": "Sieht das Team und wer darin ist. Wer in einem Team ist, hat sie dort.",
};

const roles: ReadonlyMap<string, string> = new Map(Object.entries(ROLES));

/** What a predefined role is for, in German. */
export const german = (name: string): string | undefined => roles.get(name);
