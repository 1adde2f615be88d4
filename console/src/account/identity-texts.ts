import type { Catalogue } from "../texts/language.tsx";

interface IdentityTexts {
  readonly linked: string;
  readonly linkedLead: string;
  readonly noLinked: string;
  readonly noLinkedWhy: string;
  readonly ownsWhy: string;
  readonly columns: Readonly<Record<"name" | "email" | "linked" | "last_used", string>>;
  readonly linkTitle: string;
  readonly linkWhy: string;
  readonly linkTo: (name: string) => string;
  readonly linkDone: (name: string) => string;
  readonly linkDoneWhy: string;
  readonly linkRefused: string;
  readonly linkRefusedWhy: string;
  readonly reservedAdmin: string;
  readonly noneOffered: string;
  readonly allLinked: string;
  readonly remove: string;
  readonly removeSure: (name: string) => string;
  readonly removeWhy: string;
  readonly removed: (name: string) => string;
}

export const identityTexts: Catalogue<IdentityTexts> = {
  en: {
    linked: "Linked providers",
    linkedLead: "Identity providers that you sign in with.",
    noLinked: "No provider is linked",
    noLinkedWhy: "You sign in here, with a password, a passkey or a link by mail.",
    ownsWhy:
      "Your account belongs to this provider. It is the only way in, so it cannot be removed. Your profile follows what the provider says when you sign in.",
    columns: { name: "Provider", email: "Address there", linked: "Linked", last_used: "Last used" },
    linkTitle: "Link a provider",
    linkWhy:
      "You sign in there once, with the account that is to be linked. From then on it signs in to this account, too: your other ways in and your profile stay as they are.",
    linkTo: (name) => `Link ${name}`,
    linkDone: (name) => `${name} is linked`,
    linkDoneWhy: "You can sign in with it from now on.",
    linkRefused: "Nothing was linked",
    linkRefusedWhy: "The provider could not be linked. Try again.",
    reservedAdmin: "This is the reserved admin, for emergencies: it depends on no provider, so none can be linked to it.",
    noneOffered: "This installation offers no identity providers that could be linked.",
    allLinked: "Every provider that this installation offers is linked.",
    remove: "Remove",
    removeSure: (name) => `Remove ${name}?`,
    removeWhy: "You can no longer sign in to this account with it. Where you are signed in, you stay signed in.",
    removed: (name) => `${name} is no longer linked.`,
  },
  de: {
    linked: "Verknüpfte Anbieter",
    linkedLead: "Identitätsanbieter, mit denen Sie sich anmelden.",
    noLinked: "Kein Anbieter ist verknüpft",
    noLinkedWhy: "Sie melden sich hier an: mit Passwort, Passkey oder einem Link per E-Mail.",
    ownsWhy:
      "Ihr Konto gehört zu diesem Anbieter. Er ist der einzige Anmeldeweg und lässt sich darum nicht entfernen. Ihr Profil folgt dem, was der Anbieter bei der Anmeldung sagt.",
    columns: { name: "Anbieter", email: "Adresse dort", linked: "Verknüpft", last_used: "Zuletzt benutzt" },
    linkTitle: "Anbieter verknüpfen",
    linkWhy:
      "Sie melden sich dort einmal an, mit dem Konto, das verknüpft werden soll. Ab dann kommen Sie auch damit in dieses Konto; Ihre anderen Anmeldewege und Ihr Profil bleiben, wie sie sind.",
    linkTo: (name) => `${name} verknüpfen`,
    linkDone: (name) => `${name} ist verknüpft`,
    linkDoneWhy: "Sie können sich ab jetzt damit anmelden.",
    linkRefused: "Es wurde nichts verknüpft",
    linkRefusedWhy: "Der Anbieter ließ sich nicht verknüpfen. Bitte versuchen Sie es noch einmal.",
    reservedAdmin: "Dies ist der Admin für Notfälle: Er hängt von keinem Anbieter ab, darum lässt sich keiner mit ihm verknüpfen.",
    noneOffered: "Diese Installation bietet keine Identitätsanbieter an, die sich verknüpfen lassen.",
    allLinked: "Alle Anbieter, die diese Installation anbietet, sind verknüpft.",
    remove: "Entfernen",
    removeSure: (name) => `${name} entfernen?`,
    removeWhy: "Damit kommen Sie dann nicht mehr in dieses Konto. Wo Sie angemeldet sind, bleiben Sie angemeldet.",
    removed: (name) => `${name} ist nicht mehr verknüpft.`,
  },
};
