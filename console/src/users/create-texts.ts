import type { Catalogue } from "../texts/language.tsx";

/** How a new account gets its first password. */
export const FIRST_PASSWORDS = ["link", "password", "none"] as const;
export type FirstPassword = (typeof FIRST_PASSWORDS)[number];

interface CreateTexts {
  readonly title: string;
  readonly submit: string;
  readonly usernameHint: string;
  readonly superuserWhy: string;
  readonly first: string;
  readonly ways: Readonly<Record<FirstPassword, { readonly label: string; readonly why: string }>>;
  readonly linkNeedsEmail: string;
  readonly password: string;
  readonly suggest: string;
  readonly needed: string;
  readonly done: (name: string) => string;
  readonly doneMailed: (name: string) => string;
  readonly secretTitle: (name: string) => string;
  readonly secretLead: string;
}

export const createTexts: Catalogue<CreateTexts> = {
  en: {
    title: "Create a user",
    submit: "Create",
    usernameHint: "Left empty, it is the e-mail address.",
    superuserWhy: "Superusers may do everything: see and change every account, every organization and the installation itself.",
    first: "First password",
    ways: {
      link: { label: "Mail a link to choose one", why: "It works once, for a short while; another can be sent at any time." },
      password: { label: "Set one now", why: "You hand it over. It must be changed at the first sign-in." },
      none: { label: "None yet", why: "Nobody can sign in until there is one." },
    },
    linkNeedsEmail: "A link needs an e-mail address.",
    password: "Password",
    suggest: "Suggest one",
    needed: "A username or an e-mail address is needed.",
    done: (name) => `${name} is created.`,
    doneMailed: (name) => `${name} is created, and a link to choose a password is on its way.`,
    secretTitle: (name) => `${name} is created`,
    secretLead: "Hand the password over. It must be changed at the first sign-in.",
  },
  de: {
    title: "Konto anlegen",
    submit: "Anlegen",
    usernameHint: "Bleibt er leer, ist es die E-Mail-Adresse.",
    superuserWhy: "Superuser dürfen alles: jedes Konto, jede Organisation und die Installation selbst sehen und ändern.",
    first: "Erstes Passwort",
    ways: {
      link: { label: "Einen Link zum Wählen schicken", why: "Er gilt einmal und nur kurz; ein neuer lässt sich jederzeit schicken." },
      password: { label: "Jetzt eines setzen", why: "Sie geben es weiter. Bei der ersten Anmeldung muss es geändert werden." },
      none: { label: "Noch keines", why: "Niemand kann sich anmelden, bis es eines gibt." },
    },
    linkNeedsEmail: "Für einen Link braucht es eine E-Mail-Adresse.",
    password: "Passwort",
    suggest: "Eines vorschlagen",
    needed: "Es braucht einen Benutzernamen oder eine E-Mail-Adresse.",
    done: (name) => `${name} ist angelegt.`,
    doneMailed: (name) => `${name} ist angelegt, und ein Link zum Wählen eines Passworts ist unterwegs.`,
    secretTitle: (name) => `${name} ist angelegt`,
    secretLead: "Geben Sie das Passwort weiter. Bei der ersten Anmeldung muss es geändert werden.",
  },
};
