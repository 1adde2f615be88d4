import type { Catalogue } from "../texts/language.tsx";

interface ProjectTexts {
  readonly title: string;
  readonly lead: string;
  readonly project: string;
  readonly name: string;
  readonly nameHint: string;
  readonly displayName: string;
  readonly displayNameHint: string;
  readonly description: string;
  readonly created: string;
  readonly updated: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly noneYours: string;
  readonly create: string;
  readonly createTitle: string;
  readonly made: (name: string) => string;
  readonly about: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly saved: (name: string) => string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhy: string;
  readonly removed: (name: string) => string;
  readonly membersLead: string;
  readonly menu: (name: string) => string;
}

export const projects: Catalogue<ProjectTexts> = {
  en: {
    title: "Projects",
    lead: "Parts of the workspace, each with roles of its own.",
    project: "Project",
    name: "Name",
    nameHint: "Unique in the workspace.",
    displayName: "Display name",
    displayNameHint: "What people call it; the name where nothing is said.",
    description: "Description",
    created: "Created",
    updated: "Changed",
    none: "There are no projects yet",
    noneWhy: "Create one, and give roles in it to those who work there.",
    noneYours: "You are in no project of this workspace. Ask whoever runs it for a role in one.",
    create: "Create project",
    createTitle: "Create a project",
    made: (name) => `The project ${name} was created.`,
    about: "About",
    edit: "Edit",
    editTitle: "Edit the project",
    saved: (name) => `The project ${name} was changed.`,
    remove: "Delete",
    removeTitle: (name) => `Delete ${name}`,
    removeWhy: "For good, with the roles and shares there. Whoever belonged to the organization by a role in it alone is no member any more.",
    removed: (name) => `The project ${name} was deleted.`,
    membersLead: "With the roles that each holds in the project. Roles of the workspace and of the organization count here, too.",
    menu: (name) => `Actions: ${name}`,
  },
  de: {
    title: "Projekte",
    lead: "Teile des Workspace, jeder mit eigenen Rollen.",
    project: "Projekt",
    name: "Name",
    nameHint: "Einmalig im Workspace.",
    displayName: "Anzeigename",
    displayNameHint: "Wie Menschen es nennen; der Name, wenn hier nichts steht.",
    description: "Beschreibung",
    created: "Angelegt",
    updated: "Geändert",
    none: "Es gibt noch keine Projekte",
    noneWhy: "Legen Sie eines an, und geben Sie denen Rollen darin, die dort arbeiten.",
    noneYours: "Sie sind in keinem Projekt dieses Workspace. Bitten Sie jemanden, der ihn verwaltet, um eine Rolle in einem.",
    create: "Projekt anlegen",
    createTitle: "Projekt anlegen",
    made: (name) => `Das Projekt ${name} ist angelegt.`,
    about: "Angaben",
    edit: "Bearbeiten",
    editTitle: "Projekt bearbeiten",
    saved: (name) => `Das Projekt ${name} ist geändert.`,
    remove: "Löschen",
    removeTitle: (name) => `${name} löschen`,
    removeWhy: "Endgültig, mit den Rollen und Freigaben dort. Wer nur durch eine Rolle darin zur Organisation gehörte, ist kein Mitglied mehr.",
    removed: (name) => `Das Projekt ${name} ist gelöscht.`,
    membersLead: "Mit den Rollen, die jeder im Projekt hat. Rollen des Workspace und der Organisation gelten auch hier.",
    menu: (name) => `Aktionen: ${name}`,
  },
};
