import type { Catalogue } from "../texts/language.tsx";
import type { ApplicationForm } from "./form.ts";
import type { SnippetName } from "./snippet-texts.ts";
import type { ApplicationType, AuthMethod } from "./types.ts";

type Field = keyof ApplicationForm;

interface ApplicationTexts {
  readonly title: string;
  readonly one: string;
  readonly lead: string;
  readonly fresh: string;
  readonly chooseType: string;
  readonly make: string;
  readonly searchHint: string;
  readonly type: string;
  readonly types: Readonly<Record<ApplicationType, { readonly name: string; readonly what: string }>>;
  readonly everyType: string;
  readonly state: string;
  readonly everyState: string;
  readonly on: string;
  readonly off: string;
  readonly system: string;
  readonly systemWhy: string;
  readonly selfRegistered: string;
  readonly selfRegisteredWhy: string;
  readonly trusted: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly facts: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly created: string;
  readonly updated: string;
  readonly serviceAccount: string;
  readonly toAccount: string;
  readonly settings: string;
  readonly fields: Readonly<Record<Field, string>>;
  readonly hints: Readonly<Record<Field, string>>;
  readonly addressRules: Readonly<Record<ApplicationType, string>>;
  readonly addressExample: Readonly<Record<ApplicationType, string>>;
  readonly methods: Readonly<Record<AuthMethod, string>>;
  readonly publicClient: string;
  readonly noKeySet: string;
  readonly ofPeople: string;
  readonly ofApi: string;
  readonly secretTitle: string;
  readonly secretLead: string;
  readonly secrets: string;
  readonly secretsLead: string;
  readonly secretsTable: string;
  readonly noSecrets: string;
  readonly noSecretsWhy: string;
  readonly lastUsed: string;
  readonly expires: string;
  readonly untilRotated: string;
  readonly rotate: string;
  readonly rotateTitle: string;
  readonly rotateWhy: string;
  readonly overlap: string;
  readonly overlaps: (seconds: number) => string;
  readonly deleteSecret: (hint: string) => string;
  readonly deleteSecretWhy: string;
  readonly secretDeleted: string;
  readonly snippets: string;
  readonly snippetsLead: string;
  readonly snippetNames: Readonly<Record<SnippetName, string>>;
  readonly issuer: string;
  readonly discovery: string;
  readonly deactivateWhy: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteWhy: string;
  readonly deleteMachineWhy: string;
  readonly deleted: (name: string) => string;
}

export const applications: Catalogue<ApplicationTexts> = {
  en: {
    title: "Applications",
    one: "Application",
    lead: "Programs that sign people in here, or call the API themselves: OAuth clients.",
    fresh: "New application",
    chooseType: "What does it run on? That decides how it can prove who it is, and never changes.",
    make: "Create",
    searchHint: "Part of the name",
    type: "Type",
    types: {
      web: { name: "Web application", what: "Runs on a server, which keeps a secret: Next.js, Spring, Django, Rails." },
      single_page: { name: "Single-page application", what: "Runs in the browser, and keeps no secret: React, Vue, Angular without a server of their own." },
      native: { name: "Native application", what: "Installed on a phone or a desktop, or a command line." },
      machine: { name: "Machine", what: "A service that calls the API as itself, with nobody signed in." },
    },
    everyType: "Every type",
    state: "State",
    everyState: "Active or not",
    on: "Active",
    off: "Deactivated",
    system: "Part of the installation",
    systemWhy: "It belongs to the installation: it can be deactivated, but not changed or deleted.",
    selfRegistered: "Registered itself",
    selfRegisteredWhy: "Nobody here made it: it registered by itself with the initial access token (RFC 7591). Look at its addresses before you trust it.",
    trusted: "Trusted",
    none: "No application fits",
    noneWhy: "Clear the search, or create the first one: it takes a name and an address.",
    facts: "About",
    clientId: "Client ID",
    clientSecret: "Client secret",
    created: "Created",
    updated: "Changed",
    serviceAccount: "Acts as",
    toAccount: "Its service account",
    settings: "Settings",
    fields: {
      name: "Name",
      redirect_uris: "Redirect addresses",
      post_logout_redirect_uris: "Addresses after signing out",
      backchannel_logout_uri: "Back-channel logout address",
      scopes: "Scopes",
      auth_method: "How it proves who it is",
      jwks: "Public keys (JWKS)",
      jwks_uri: "Address of its public keys",
      logo_url: "Logo",
      is_trusted: "Trusted",
      dpop_bound: "Bind tokens to a key (DPoP)",
      require_par: "Require pushed requests (PAR)",
      organization_id: "Organization",
    },
    hints: {
      name: "Shown where people sign in and consent.",
      redirect_uris: "Where people are sent back to after signing in; compared character by character.",
      post_logout_redirect_uris: "Where people may be sent to after signing out.",
      backchannel_logout_uri: "Is told when a session ends (OpenID Connect Back-Channel Logout).",
      scopes: "What it may ask for at most. What it gets is bounded by what the person may do, too.",
      auth_method: "A secret is simple; a key pair never leaves the application.",
      jwks: "A JSON Web Key Set with public keys only. This, or the address.",
      jwks_uri: "Read when it is needed, so that the application can rotate its keys itself.",
      logo_url: "Address of a picture, shown beside the name.",
      is_trusted: "One of your own: nobody is asked for consent.",
      dpop_bound: "A stolen access token is of no use without the key (RFC 9449). Its library must support it.",
      require_par: "It sends its authorization requests to the server first (RFC 9126), where nobody can tamper with them.",
      organization_id: "Whose it is. With the organization deleted, it stops working.",
    },
    addressRules: {
      web: "https, or http on localhost; no wildcards.",
      single_page: "https, or http on localhost; no wildcards.",
      native: "A scheme of its own with a dot (com.example.app:/callback), http://127.0.0.1/… without a port, or https.",
      machine: "",
    },
    addressExample: {
      web: "https://app.example.com/callback",
      single_page: "https://app.example.com/callback",
      native: "com.example.app:/callback",
      machine: "",
    },
    methods: { client_secret: "With a client secret", private_key_jwt: "With a key pair (private_key_jwt)", none: "Not at all (public client, PKCE)" },
    publicClient: "It keeps no secret, as whoever has the program could read it. PKCE protects the code instead.",
    noKeySet: 'This is no JSON of the form {"keys": […]}',
    ofPeople: "About whoever signs in",
    ofApi: "Of the API",
    secretTitle: "The secret of the application",
    secretLead: "Put it where the application reads its secrets.",
    secrets: "Client secrets",
    secretsLead: "Those that work, newest first. Rotate without an interruption: the old one goes on for a while.",
    secretsTable: "Secrets that work",
    noSecrets: "It has no secret",
    noSecretsWhy: "Rotate to make one.",
    lastUsed: "Last used",
    expires: "Works until",
    untilRotated: "Rotated or deleted",
    rotate: "Rotate",
    rotateTitle: "Make a new secret",
    rotateWhy: "The new secret works at once. Those before it go on for the time that you need to bring the new one everywhere.",
    overlap: "The old ones go on for",
    overlaps: (seconds) =>
      seconds === 0 ? "no longer: they stop at once" : seconds === 3600 ? "1 hour" : seconds === 86_400 ? "1 day" : `${seconds / 86_400} days`,
    deleteSecret: (hint) => `Delete the secret ${hint}…`,
    deleteSecretWhy: "Whatever still uses it is refused at once.",
    secretDeleted: "The secret is deleted.",
    snippets: "Connect it",
    snippetsLead: "What goes into the application, with its own values. Any OpenID Connect library finds the rest by discovery.",
    snippetNames: { env: "Environment", node: "Node.js", spring: "Spring Boot", curl: "curl" },
    issuer: "Issuer",
    discovery: "Discovery",
    deactivateWhy: "Its sessions end at once, and nobody signs in to it until it is activated again. Nothing is lost.",
    deleteTitle: (name) => `Delete ${name}?`,
    deleteWhy: "For good, with its secrets, its sessions, and what people agreed to. It cannot be brought back; deactivating it can.",
    deleteMachineWhy: "For good, with its secrets and its service account, whose roles go too. It cannot be brought back; deactivating it can.",
    deleted: (name) => `${name} is deleted.`,
  },
  de: {
    title: "Anwendungen",
    one: "Anwendung",
    lead: "Programme, bei denen man sich von hier aus anmeldet oder die selbst die API rufen: OAuth-Clients.",
    fresh: "Neue Anwendung",
    chooseType: "Worauf läuft sie? Davon hängt ab, wie sie sich ausweisen kann; es lässt sich später nicht ändern.",
    make: "Anlegen",
    searchHint: "Teil des Namens",
    type: "Art",
    types: {
      web: { name: "Web-Anwendung", what: "Läuft auf einem Server, der ein Geheimnis hütet: Next.js, Spring, Django, Rails." },
      single_page: { name: "Single-Page-Anwendung", what: "Läuft im Browser und hütet kein Geheimnis: React, Vue, Angular ohne eigenen Server." },
      native: { name: "Native Anwendung", what: "Auf Telefon oder Rechner installiert, oder eine Kommandozeile." },
      machine: { name: "Maschine", what: "Ein Dienst, der die API als er selbst ruft, ohne dass jemand angemeldet ist." },
    },
    everyType: "Alle Arten",
    state: "Zustand",
    everyState: "Aktiv oder nicht",
    on: "Aktiv",
    off: "Deaktiviert",
    system: "Teil der Installation",
    systemWhy: "Sie gehört zur Installation: man kann sie deaktivieren, aber nicht ändern oder löschen.",
    selfRegistered: "Selbst registriert",
    selfRegisteredWhy:
      "Niemand hier hat sie angelegt: sie hat sich mit dem Registrierungs-Token selbst eingetragen (RFC 7591). Sehen Sie sich ihre Adressen an, bevor Sie ihr vertrauen.",
    trusted: "Vertraut",
    none: "Keine Anwendung passt",
    noneWhy: "Leeren Sie die Suche, oder legen Sie die erste an: sie braucht einen Namen und eine Adresse.",
    facts: "Angaben",
    clientId: "Client-ID",
    clientSecret: "Client-Geheimnis",
    created: "Angelegt",
    updated: "Geändert",
    serviceAccount: "Handelt als",
    toAccount: "Ihr Dienstkonto",
    settings: "Einstellungen",
    fields: {
      name: "Name",
      redirect_uris: "Rücksprung-Adressen",
      post_logout_redirect_uris: "Adressen nach dem Abmelden",
      backchannel_logout_uri: "Adresse für Abmeldungen (Back-Channel)",
      scopes: "Scopes",
      auth_method: "Wie sie sich ausweist",
      jwks: "Öffentliche Schlüssel (JWKS)",
      jwks_uri: "Adresse ihrer öffentlichen Schlüssel",
      logo_url: "Logo",
      is_trusted: "Vertraut",
      dpop_bound: "Token an einen Schlüssel binden (DPoP)",
      require_par: "Anfragen vorab einreichen (PAR)",
      organization_id: "Organisation",
    },
    hints: {
      name: "Steht da, wo man sich anmeldet und zustimmt.",
      redirect_uris: "Wohin es nach der Anmeldung zurückgeht; Zeichen für Zeichen verglichen.",
      post_logout_redirect_uris: "Wohin es nach dem Abmelden gehen darf.",
      backchannel_logout_uri: "Erfährt, wenn eine Sitzung endet (OpenID Connect Back-Channel Logout).",
      scopes: "Worum sie höchstens bitten darf. Mehr, als die angemeldete Person darf, bekommt sie nie.",
      auth_method: "Ein Geheimnis ist einfach; ein Schlüsselpaar verlässt die Anwendung nie.",
      jwks: "Ein JSON Web Key Set, nur öffentliche Schlüssel. Dies oder die Adresse.",
      jwks_uri: "Wird bei Bedarf gelesen: so kann die Anwendung ihre Schlüssel selbst wechseln.",
      logo_url: "Adresse eines Bildes; es steht neben dem Namen.",
      is_trusted: "Eine eigene: niemand wird um Zustimmung gebeten.",
      dpop_bound: "Ein gestohlenes Token nützt ohne den Schlüssel nichts (RFC 9449). Ihre Bibliothek muss das können.",
      require_par: "Sie reicht ihre Anfragen zuerst beim Server ein (RFC 9126), wo niemand sie verfälschen kann.",
      organization_id: "Wem sie gehört. Ist die Organisation gelöscht, geht sie nicht mehr.",
    },
    addressRules: {
      web: "https, oder http auf localhost; keine Platzhalter.",
      single_page: "https, oder http auf localhost; keine Platzhalter.",
      native: "Ein eigenes Schema mit Punkt (com.example.app:/callback), http://127.0.0.1/… ohne Port, oder https.",
      machine: "",
    },
    addressExample: {
      web: "https://app.example.com/callback",
      single_page: "https://app.example.com/callback",
      native: "com.example.app:/callback",
      machine: "",
    },
    methods: {
      client_secret: "Mit einem Client-Geheimnis",
      private_key_jwt: "Mit einem Schlüsselpaar (private_key_jwt)",
      none: "Gar nicht (öffentlicher Client, PKCE)",
    },
    publicClient: "Sie hütet kein Geheimnis, denn wer das Programm hat, könnte es lesen. Stattdessen schützt PKCE den Code.",
    noKeySet: 'Das ist kein JSON der Form {"keys": […]}',
    ofPeople: "Über die Person, die sich anmeldet",
    ofApi: "Der API",
    secretTitle: "Das Geheimnis der Anwendung",
    secretLead: "Legen Sie es da ab, wo die Anwendung ihre Geheimnisse liest.",
    secrets: "Client-Geheimnisse",
    secretsLead: "Die gültigen, das neueste zuerst. Wechseln ohne Unterbrechung: das alte gilt noch eine Weile.",
    secretsTable: "Gültige Geheimnisse",
    noSecrets: "Sie hat kein Geheimnis",
    noSecretsWhy: "Wechseln Sie, um eines zu erzeugen.",
    lastUsed: "Zuletzt benutzt",
    expires: "Gilt bis",
    untilRotated: "zum Wechsel oder Löschen",
    rotate: "Wechseln",
    rotateTitle: "Neues Geheimnis erzeugen",
    rotateWhy: "Das neue gilt sofort. Die bisherigen gelten noch so lange, wie Sie brauchen, um das neue überall einzutragen.",
    overlap: "Die bisherigen gelten noch",
    overlaps: (seconds) =>
      seconds === 0 ? "nicht mehr: sie enden sofort" : seconds === 3600 ? "1 Stunde" : seconds === 86_400 ? "1 Tag" : `${seconds / 86_400} Tage`,
    deleteSecret: (hint) => `Geheimnis ${hint}… löschen`,
    deleteSecretWhy: "Was es noch benutzt, wird sofort abgewiesen.",
    secretDeleted: "Das Geheimnis ist gelöscht.",
    snippets: "Anbinden",
    snippetsLead: "Was in die Anwendung kommt, mit ihren eigenen Werten. Den Rest findet jede OpenID-Connect-Bibliothek selbst.",
    snippetNames: { env: "Umgebung", node: "Node.js", spring: "Spring Boot", curl: "curl" },
    issuer: "Aussteller (Issuer)",
    discovery: "Discovery",
    deactivateWhy: "Ihre Sitzungen enden sofort, und niemand meldet sich bei ihr an, bis sie wieder aktiviert ist. Verloren geht nichts.",
    deleteTitle: (name) => `${name} löschen?`,
    deleteWhy: "Endgültig, mit Geheimnissen, Sitzungen und allem, dem man zugestimmt hat. Das lässt sich nicht zurücknehmen; Deaktivieren schon.",
    deleteMachineWhy: "Endgültig, mit Geheimnissen und Dienstkonto samt dessen Rollen. Das lässt sich nicht zurücknehmen; Deaktivieren schon.",
    deleted: (name) => `${name} ist gelöscht.`,
  },
};
