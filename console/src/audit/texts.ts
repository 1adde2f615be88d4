import type { Catalogue } from "../texts/language.tsx";

interface AuditTexts {
  readonly title: string;
  readonly lead: string;
  readonly filters: Readonly<Record<"actor_id" | "target_type" | "target_id" | "action" | "request_id" | "created_after" | "created_before", string>>;
  readonly anyAction: string;
  readonly clear: string;
  readonly export: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly change: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly nothingChanged: string;
  readonly raw: string;
  readonly request: string;
  readonly address: string;
  readonly when: string;
  readonly actor: string;
  readonly target: string;
  readonly onlyThis: (what: string) => string;
  readonly table: string;
  readonly what: string;
}

export const audit: Catalogue<AuditTexts> = {
  en: {
    title: "Audit log",
    lead: "Every change, newest first: who did what to whom, and from where.",
    filters: {
      actor_id: "Who did it",
      target_type: "Kind of thing",
      target_id: "Id of the thing",
      action: "What was done",
      request_id: "Request",
      created_after: "From",
      created_before: "Until",
    },
    anyAction: "Anything",
    clear: "Clear the filters",
    export: "Export this page",
    none: "Nothing fits",
    noneWhy: "Clear the filters, or choose a longer time.",
    change: "What changed",
    field: "Field",
    before: "Before",
    after: "After",
    nothingChanged: "Nothing is kept of what changed.",
    raw: "As the API gives it",
    request: "Request",
    address: "From",
    when: "When",
    actor: "Who",
    target: "Whom",
    onlyThis: (what) => `Only this: ${what}`,
    table: "Entries",
    what: "What happened",
  },
  de: {
    title: "Protokoll",
    lead: "Jede Änderung, die neueste zuerst: wer was an wem getan hat, und von wo.",
    filters: {
      actor_id: "Wer es tat",
      target_type: "Art der Sache",
      target_id: "Id der Sache",
      action: "Was getan wurde",
      request_id: "Anfrage",
      created_after: "Von",
      created_before: "Bis",
    },
    anyAction: "Alles",
    clear: "Filter leeren",
    export: "Diese Seite ausgeben",
    none: "Nichts passt",
    noneWhy: "Leeren Sie die Filter, oder wählen Sie eine längere Zeit.",
    change: "Was sich änderte",
    field: "Feld",
    before: "Vorher",
    after: "Nachher",
    nothingChanged: "Von der Änderung ist nichts aufbewahrt.",
    raw: "Wie die API es gibt",
    request: "Anfrage",
    address: "Von",
    when: "Wann",
    actor: "Wer",
    target: "Wen",
    onlyThis: (what) => `Nur dies: ${what}`,
    table: "Einträge",
    what: "Was geschah",
  },
};
