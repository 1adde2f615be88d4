import type { Catalogue } from "../texts/language.tsx";
import type { Choice, CLAIMS, ConnectionCheck, ConnectionTest, ENDPOINTS } from "./types.ts";

type Field =
  | "name"
  | "display_name"
  | "issuer"
  | (typeof ENDPOINTS)[number]
  | "client_id"
  | "client_secret"
  | "token_auth"
  | "scopes"
  | "claims"
  | "domains"
  | "is_hidden"
  | "trust_email"
  | "link_existing"
  | "domain"
  | "tenant";

interface ConnectionTexts {
  readonly title: string;
  readonly lead: string;
  readonly one: string;
  readonly fresh: string;
  readonly choose: string;
  readonly make: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly choices: Readonly<Record<Choice, { readonly name: string; readonly what: string }>>;
  readonly callback: string;
  readonly callbackWhy: string;
  readonly fields: Readonly<Record<Field, string>>;
  readonly hints: Readonly<Partial<Record<Field, string>>>;
  readonly claims: Readonly<Record<(typeof CLAIMS)[number], string>>;
  readonly claimsLead: string;
  readonly metadata: string;
  readonly metadataKey: string;
  readonly metadataClaim: string;
  readonly addMetadata: string;
  readonly removeMetadata: (key: string) => string;
  readonly kind: string;
  readonly state: string;
  readonly on: string;
  readonly off: string;
  readonly hidden: string;
  readonly created: string;
  readonly updated: string;
  readonly settings: string;
  readonly secretThere: string;
  readonly secretMissing: string;
  readonly secretKeep: string;
  readonly tokenAuths: Readonly<Record<"client_secret_basic" | "client_secret_post" | "none", string>>;
  readonly tryOut: string;
  readonly tryOutLead: string;
  readonly check: string;
  readonly checkGood: string;
  readonly checkBad: string;
  readonly steps: Readonly<Record<ConnectionCheck["steps"][number]["name"], string>>;
  readonly stepGood: string;
  readonly stepBad: string;
  readonly algorithms: string;
  readonly test: string;
  readonly testWaiting: string;
  readonly testBlocked: string;
  readonly testOpen: string;
  readonly outcomes: Readonly<Record<Exclude<ConnectionTest["outcome"], "waiting">, string>>;
  readonly profile: string;
  readonly profileFields: Readonly<Record<"subject" | "email" | "email_verified" | "name" | "avatar_url" | "groups" | "metadata" | "amr", string>>;
  readonly rawClaims: string;
  readonly identities: string;
  readonly identitiesLead: string;
  readonly identitiesTable: string;
  readonly noIdentities: string;
  readonly account: string;
  readonly verified: string;
  readonly linked: string;
  readonly lastUsed: string;
  readonly deactivateWhy: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteAccounts: (count: number) => string;
  readonly deleteBlocked: string;
  readonly deleted: (name: string) => string;
}

export const connections: Catalogue<ConnectionTexts> = {
  en: {
    title: "Sign-in connections",
    lead: "Identity providers that people sign in with: your company's directory, or one of the large ones.",
    one: "Connection",
    fresh: "New connection",
    choose: "Which provider? What is known of it is filled in.",
    make: "Create",
    none: "There is no connection yet",
    noneWhy: "People sign in with a password, a passkey or a link until there is one.",
    choices: {
      google: { name: "Google", what: "Google Workspace and Google accounts" },
      microsoft: { name: "Microsoft", what: "Entra ID (Azure AD), one directory" },
      okta: { name: "Okta", what: "Your Okta organization" },
      auth0: { name: "Auth0", what: "Your Auth0 tenant" },
      keycloak: { name: "Keycloak", what: "A realm of your Keycloak" },
      gitlab: { name: "GitLab", what: "gitlab.com, or your own" },
      github: { name: "GitHub", what: "GitHub accounts (OAuth 2)" },
      oidc: { name: "OpenID Connect", what: "Any other provider, found by its issuer" },
      oauth2: { name: "OAuth 2", what: "A provider without discovery, endpoint by endpoint" },
    },
    callback: "Redirect address",
    callbackWhy: "Register this at the provider, exactly as it stands here. Then enter the client that it gives you.",
    fields: {
      name: "Short name",
      display_name: "On the button",
      issuer: "Issuer",
      authorization_endpoint: "Authorization endpoint",
      token_endpoint: "Token endpoint",
      userinfo_endpoint: "Userinfo endpoint",
      emails_endpoint: "Addresses endpoint",
      client_id: "Client ID",
      client_secret: "Client secret",
      token_auth: "How the secret is sent",
      scopes: "Scopes",
      claims: "Claims",
      domains: "Domains",
      is_hidden: "Hidden",
      trust_email: "Trust its addresses",
      link_existing: "Link existing accounts",
      domain: "Domain",
      tenant: "Directory (tenant) or realm",
    },
    hints: {
      name: "Lower-case letters, digits and hyphens. It never changes: accounts carry it.",
      display_name: "What people read on the sign-in page.",
      issuer: "Exactly as the provider spells it, a slash at the end included.",
      emails_endpoint: "Where the claims hold no address, as at GitHub.",
      client_secret: "Kept sealed, and never shown again.",
      scopes: "What is asked of the provider.",
      domains: "Only verified addresses of these domains sign in; none: of every domain.",
      is_hidden: "No button on the sign-in page; whoever has the link can still use it.",
      trust_email: "They count as verified where the provider does not say. Only for a provider whose accounts are all yours.",
      link_existing: "Whoever has the verified address of an account gets that account: at once where it has no password, else after giving it.",
      domain: "Such as example.okta.com, without https.",
      tenant: "Microsoft: the directory ID, a UUID. Keycloak: the realm.",
    },
    claims: {
      subject: "Identifier",
      email: "E-mail address",
      email_verified: "Address is verified",
      name: "Full name",
      avatar_url: "Picture",
      groups: "Groups",
    },
    claimsLead: "Which claim of the provider gives what. A dot goes into an object.",
    metadata: "Metadata of the account",
    metadataKey: "Key",
    metadataClaim: "Claim",
    addMetadata: "Add a key",
    removeMetadata: (key) => `Remove the key ${key}`,
    kind: "Kind",
    state: "State",
    on: "Active",
    off: "Deactivated",
    hidden: "Hidden",
    created: "Created",
    updated: "Changed",
    settings: "Settings",
    secretThere: "There is one. Enter another to replace it.",
    secretMissing: "There is none.",
    secretKeep: "Unchanged",
    tokenAuths: { client_secret_basic: "In the header (basic)", client_secret_post: "In the body (post)", none: "Not at all (public client)" },
    tryOut: "Try it out",
    tryOutLead: "The check asks the provider for what it publishes. The live test signs you in there - and nobody here - and shows what came back.",
    check: "Check",
    checkGood: "Everything is as it should be.",
    checkBad: "Something is wrong.",
    steps: { discovery: "Discovery", issuer: "Issuer", keys: "Keys", endpoints: "Endpoints" },
    stepGood: "Good",
    stepBad: "Wrong",
    algorithms: "Signs with",
    test: "Live test",
    testWaiting: "Waiting for you to sign in at the provider, in the other window…",
    testBlocked: "The browser kept the window from opening.",
    testOpen: "Open it",
    outcomes: {
      failed: "The provider's answer cannot be used",
      refused: "Signing in would be refused",
      make: "Signing in would make an account",
      sign_in: "Signing in would sign in to the account that has this identity",
      link: "Signing in would link the account that has this address",
      ask_password: "Signing in would link the account that has this address, after its password",
    },
    profile: "What would become the profile",
    profileFields: {
      subject: "Identifier",
      email: "E-mail address",
      email_verified: "Address is verified",
      name: "Name",
      avatar_url: "Picture",
      groups: "Groups",
      metadata: "Metadata",
      amr: "Signed in by",
    },
    rawClaims: "What the provider said",
    identities: "Accounts",
    identitiesLead: "Who has signed in with it, and what the provider calls them.",
    identitiesTable: "Identities of this provider",
    noIdentities: "Nobody has signed in with it yet",
    account: "Account",
    verified: "Address verified",
    linked: "Since",
    lastUsed: "Last used",
    deactivateWhy: "Nobody signs in with it until it is activated again. Whoever is signed in stays so.",
    deleteTitle: (name) => `Delete ${name}?`,
    deleteAccounts: (count) =>
      count === 0
        ? "No account signs in with it."
        : `${count === 1 ? "One account signs" : `${count} accounts sign`} in with it. They stay, and cannot sign in until the same provider is entered under the same name again.`,
    deleteBlocked: "It cannot be deleted now.",
    deleted: (name) => `${name} is deleted.`,
  },
  de: {
    title: "Anmelde-Verbindungen",
    lead: "Identitätsanbieter, mit denen man sich anmeldet: das Verzeichnis Ihrer Firma oder einer der großen.",
    one: "Verbindung",
    fresh: "Neue Verbindung",
    choose: "Welcher Anbieter? Was über ihn bekannt ist, wird ausgefüllt.",
    make: "Anlegen",
    none: "Es gibt noch keine Verbindung",
    noneWhy: "Bis dahin meldet man sich mit Passwort, Passkey oder Link an.",
    choices: {
      google: { name: "Google", what: "Google Workspace und Google-Konten" },
      microsoft: { name: "Microsoft", what: "Entra ID (Azure AD), ein Verzeichnis" },
      okta: { name: "Okta", what: "Ihre Okta-Organisation" },
      auth0: { name: "Auth0", what: "Ihr Auth0-Mandant" },
      keycloak: { name: "Keycloak", what: "Ein Realm Ihres Keycloak" },
      gitlab: { name: "GitLab", what: "gitlab.com oder Ihr eigenes" },
      github: { name: "GitHub", what: "GitHub-Konten (OAuth 2)" },
      oidc: { name: "OpenID Connect", what: "Jeder andere Anbieter, über seinen Aussteller gefunden" },
      oauth2: { name: "OAuth 2", what: "Ein Anbieter ohne Discovery, Endpunkt für Endpunkt" },
    },
    callback: "Rücksprung-Adresse",
    callbackWhy: "Tragen Sie sie beim Anbieter genau so ein. Dann tragen Sie hier den Client ein, den er Ihnen gibt.",
    fields: {
      name: "Kurzname",
      display_name: "Auf dem Knopf",
      issuer: "Aussteller (Issuer)",
      authorization_endpoint: "Authorization-Endpunkt",
      token_endpoint: "Token-Endpunkt",
      userinfo_endpoint: "Userinfo-Endpunkt",
      emails_endpoint: "Adressen-Endpunkt",
      client_id: "Client-ID",
      client_secret: "Client-Geheimnis",
      token_auth: "Wie das Geheimnis gesendet wird",
      scopes: "Scopes",
      claims: "Claims",
      domains: "Domänen",
      is_hidden: "Verborgen",
      trust_email: "Seinen Adressen trauen",
      link_existing: "Vorhandene Konten verknüpfen",
      domain: "Domäne",
      tenant: "Verzeichnis (Tenant) oder Realm",
    },
    hints: {
      name: "Kleinbuchstaben, Ziffern und Bindestriche. Er ändert sich nie: Konten tragen ihn.",
      display_name: "Was auf der Anmeldeseite steht.",
      issuer: "Genau so, wie der Anbieter ihn schreibt, samt Schrägstrich am Ende.",
      emails_endpoint: "Wo die Claims keine Adresse enthalten, wie bei GitHub.",
      client_secret: "Wird versiegelt aufbewahrt und nie wieder gezeigt.",
      scopes: "Worum der Anbieter gebeten wird.",
      domains: "Nur geprüfte Adressen dieser Domänen melden sich an; keine: alle Domänen.",
      is_hidden: "Kein Knopf auf der Anmeldeseite; wer den Link hat, kann sie trotzdem benutzen.",
      trust_email: "Sie gelten als geprüft, wo der Anbieter nichts dazu sagt. Nur für einen Anbieter, dessen Konten alle Ihre sind.",
      link_existing: "Wer die geprüfte Adresse eines Kontos hat, bekommt dieses Konto: sofort, wenn es kein Passwort hat, sonst nach dessen Eingabe.",
      domain: "Etwa example.okta.com, ohne https.",
      tenant: "Microsoft: die Verzeichnis-ID, eine UUID. Keycloak: der Realm.",
    },
    claims: { subject: "Kennung", email: "E-Mail-Adresse", email_verified: "Adresse ist geprüft", name: "Voller Name", avatar_url: "Bild", groups: "Gruppen" },
    claimsLead: "Welcher Claim des Anbieters was ergibt. Ein Punkt führt in ein Objekt hinein.",
    metadata: "Metadaten des Kontos",
    metadataKey: "Schlüssel",
    metadataClaim: "Claim",
    addMetadata: "Schlüssel hinzufügen",
    removeMetadata: (key) => `Schlüssel ${key} entfernen`,
    kind: "Art",
    state: "Zustand",
    on: "Aktiv",
    off: "Deaktiviert",
    hidden: "Verborgen",
    created: "Angelegt",
    updated: "Geändert",
    settings: "Einstellungen",
    secretThere: "Es gibt eines. Geben Sie ein anderes ein, um es zu ersetzen.",
    secretMissing: "Es gibt keines.",
    secretKeep: "Unverändert",
    tokenAuths: { client_secret_basic: "Im Kopf (basic)", client_secret_post: "Im Inhalt (post)", none: "Gar nicht (öffentlicher Client)" },
    tryOut: "Ausprobieren",
    tryOutLead: "Die Prüfung fragt den Anbieter, was er veröffentlicht. Der Probelauf meldet Sie dort an – hier niemanden – und zeigt, was zurückkam.",
    check: "Prüfen",
    checkGood: "Alles ist, wie es sein soll.",
    checkBad: "Etwas stimmt nicht.",
    steps: { discovery: "Discovery", issuer: "Aussteller", keys: "Schlüssel", endpoints: "Endpunkte" },
    stepGood: "Gut",
    stepBad: "Falsch",
    algorithms: "Unterschreibt mit",
    test: "Probelauf",
    testWaiting: "Wartet darauf, dass Sie sich im anderen Fenster beim Anbieter anmelden …",
    testBlocked: "Der Browser hat das Fenster nicht geöffnet.",
    testOpen: "Öffnen",
    outcomes: {
      failed: "Die Antwort des Anbieters ist nicht zu gebrauchen",
      refused: "Die Anmeldung würde abgelehnt",
      make: "Die Anmeldung würde ein Konto anlegen",
      sign_in: "Die Anmeldung ginge in das Konto mit dieser Identität",
      link: "Die Anmeldung würde das Konto mit dieser Adresse verknüpfen",
      ask_password: "Die Anmeldung würde das Konto mit dieser Adresse verknüpfen, nach dessen Passwort",
    },
    profile: "Was zum Profil würde",
    profileFields: {
      subject: "Kennung",
      email: "E-Mail-Adresse",
      email_verified: "Adresse ist geprüft",
      name: "Name",
      avatar_url: "Bild",
      groups: "Gruppen",
      metadata: "Metadaten",
      amr: "Angemeldet mit",
    },
    rawClaims: "Was der Anbieter sagte",
    identities: "Konten",
    identitiesLead: "Wer sich darüber angemeldet hat, und wie der Anbieter sie nennt.",
    identitiesTable: "Identitäten dieses Anbieters",
    noIdentities: "Noch niemand hat sich darüber angemeldet",
    account: "Konto",
    verified: "Adresse geprüft",
    linked: "Seit",
    lastUsed: "Zuletzt benutzt",
    deactivateWhy: "Niemand meldet sich darüber an, bis sie wieder aktiviert ist. Wer angemeldet ist, bleibt es.",
    deleteTitle: (name) => `${name} löschen?`,
    deleteAccounts: (count) =>
      count === 0
        ? "Kein Konto meldet sich darüber an."
        : `${count === 1 ? "Ein Konto meldet" : `${count} Konten melden`} sich darüber an. Sie bleiben, können sich aber erst wieder anmelden, wenn derselbe Anbieter unter demselben Namen eingetragen ist.`,
    deleteBlocked: "Sie lässt sich jetzt nicht löschen.",
    deleted: (name) => `${name} ist gelöscht.`,
  },
};
