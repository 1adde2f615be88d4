import type { SettingName, SettingWithDefault } from "../api/described-names.ts";

const SETTINGS: Readonly<Record<SettingName, string>> = {
  ROSTER_CONFIG: "Datei mit Zeilen `NAME=Wert` für jede dieser Einstellungen.",
  PORT: "TCP-Port, an dem der Server lauscht; 0 nimmt irgendeinen freien.",
  ROSTER_HOST: "Adresse, an der er lauscht; `0.0.0.0` für jede IPv4-Schnittstelle.",
  ROSTER_PUBLIC_URL:
    "Die Adresse, unter der Clients diesen Server erreichen: Aussteller der Token, Anfang aller Links, Origin, von dem Cookies angenommen werden. Mit `https` ist das Sitzungs-Cookie `Secure`.",
  ROSTER_NAME: "Name der Installation auf ihren Seiten und in ihrer E-Mail.",
  ROSTER_LOGO_URL: "Logo der Installation, das auf ihren Seiten anstelle des Namens steht.",
  ROSTER_API_PREFIX: "Jeder Pfad gilt ohne diese Vorsilbe und noch einmal mit ihr.",
  ROSTER_DATA_DIR: "Verzeichnis der eingebetteten Datenbank und des erzeugten Installationsschlüssels.",
  DATABASE_URL: "Ein PostgreSQL (ab Version 15) anstelle des eingebetteten: `postgres://user:password@host:5432/name`.",
  ROSTER_DATABASE_ACCOUNT: "Wenn der Server als root startet: das Systemkonto, unter dem das eingebettete PostgreSQL läuft.",
  ROSTER_DATABASE_POOL: "So viele Verbindungen zur Datenbank hält dieser Prozess höchstens.",
  ROSTER_DATABASE_PREPARED: "Benannte Prepared Statements benutzen. Aus für einen Pooler, der sie nicht weiterreicht (PgBouncer vor 1.21 im Transaction Mode).",
  ROSTER_DATABASE_TIMEOUT:
    "Millisekunden, die eine Anfrage auf eine Verbindung wartet, und noch einmal auf eine Anweisung, bevor sie mit 503 beantwortet wird.",
  ROSTER_SECRET_KEY:
    "Installationsschlüssel: damit sind Signaturschlüssel und aufbewahrte Antworten verschlüsselt, und daraus entstehen Cursor und Refresh-Token. Auf jedem Prozess einer Installation derselbe.",
  ROSTER_ADMIN_USERNAME: "Benutzername des vorbehaltenen Administratorkontos; es bekommt ihn, wenn es angelegt wird.",
  ROSTER_ADMIN_PASSWORD:
    "Passwort des vorbehaltenen Administratorkontos. Ist es gesetzt, gilt es nach jedem Start; sonst erzeugt der erste Start eines und zeigt es einmal.",
  ROSTER_DEMO: "Eine leere Installation mit erfundenen Organisationen und Menschen füllen, um sich umzusehen. Hat sie schon eigene Konten, startet sie nicht.",
  ROSTER_FIRST_SUPERUSER:
    "Wer Superuser wird, solange es außer dem vorbehaltenen Administratorkonto keinen gibt: `first` (das erste angelegte Konto), `off` oder eine Liste von E-Mail-Adressen, durch Kommas getrennt.",
  ROSTER_USERS_VISIBLE_TO: "Welche Konten findet, wer kein Superuser ist: die, mit denen er eine Organisation teilt (`shared`), oder alle (`everyone`).",
  ROSTER_PASSWORD_SIGN_IN: "Hiesige Konten können sich mit einem Passwort anmelden.",
  ROSTER_REQUIRE_MFA: "Wer sich mit mehr als einem Faktor anmelden muss. Wer keinen zweiten hat, kommt nur hinein, um einen einzurichten.",
  ROSTER_MAGIC_LINKS: "Hiesige Konten mit einer E-Mail-Adresse können sich mit einem Link anmelden, der ihnen zugesandt wird.",
  ROSTER_FEDERATION_RATE: "So viele Anmeldungen bei Identitätsanbietern darf eine Adresse in einer Minute beginnen.",
  ROSTER_LINK_LIFETIME: "Sekunden, die ein zugesandter Link zum Anmelden oder für ein neues Passwort gilt.",
  ROSTER_SMTP_URL:
    "Server, über den E-Mail versandt wird: `smtp://user:password@host:587` (STARTTLS, wo es angeboten wird) oder `smtps://user:password@host:465`. Ohne ihn bleibt sie im Eingang unter /mail/inbox, für die Entwicklung.",
  ROSTER_MAIL_FROM: "Absender der E-Mail: eine Adresse, oder ein Name mit der Adresse in spitzen Klammern.",
  ROSTER_PASSKEYS:
    "Hiesige Konten können sich mit einem Passkey anmelden, auch wo Passwörter abgeschaltet sind. Braucht eine öffentliche Adresse mit https oder auf dieser Maschine, die keine IP-Adresse ist.",
  ROSTER_PASSWORD_IN_QUERY: "Bei POST /users ein Passwort in der Adresse annehmen, wie alte Clients es senden.",
  ROSTER_HASH_CONCURRENCY: "So viele Passwort-Hashes werden zugleich berechnet; jeder braucht 19 MiB und einen Prozessorkern.",
  ROSTER_HASH_QUEUE: "So viele Passwort-Hashes dürfen warten; ein weiterer wird mit 429 beantwortet.",
  ROSTER_API_KEY_PREFIX: "Womit der Text eines API-Schlüssels beginnt; Schlüssel mit einem anderen Anfang gelten nicht mehr.",
  ROSTER_TOKEN_LIFETIME: "Sekunden, die ein Zugriffs-Token gilt.",
  ROSTER_SESSION_IDLE: "Sekunden, nach denen eine unbenutzte Sitzung endet.",
  ROSTER_SESSION_LIFETIME: "Sekunden, nach denen eine Sitzung endet, benutzt oder nicht.",
  ROSTER_REFRESH_GRACE: "Sekunden, in denen ein schon benutztes Refresh-Token noch denselben Nachfolger ergibt, für Clients, denen die Antwort verloren ging.",
  ROSTER_REGISTRATION_TOKEN: "Wenn gesetzt, dürfen sich OAuth-Clients unter /oauth/register selbst registrieren (RFC 7591), mit ihm als Initial Access Token.",
  ROSTER_KEY_ROTATION_DAYS:
    "Tage, nach denen ein anderer, rechtzeitig vorbereiteter Schlüssel das Unterschreiben der Token übernimmt; 0: nur von Hand (`roster keys rotate`).",
  ROSTER_DEVICE_CODE_LIFETIME: "Sekunden, in denen jemand ein Gerät einlassen kann, das darum bittet.",
  ROSTER_DEVICE_TOKEN_LIFETIME: "Sekunden, die ein Gerät angemeldet bleibt, benutzt oder nicht.",
  ROSTER_TRUSTED_DEVICE_TOKEN_LIFETIME: "Sekunden, die ein Gerät angemeldet bleibt, dem sein Besitzer vertraut.",
  ROSTER_WORKSPACE_TOKEN_LIFETIME: "Sekunden, die ein Token gilt, das in einen einzelnen Workspace einlässt.",
  ROSTER_TOMBSTONE_DAYS: "Tage, die sich ein gelöschtes Konto wiederherstellen lässt; 0 löscht es sofort endgültig.",
  ROSTER_INVITATION_DAYS: "Tage, die eine Einladung angenommen werden kann, seit sie zuletzt gesandt wurde.",
  ROSTER_INVITE_ADDS_MEMBERS:
    "Ob eine Einladung an eine E-Mail-Adresse, die ein Konto als seine nachgewiesen hat, dieses sofort zum Mitglied macht, ohne es zu fragen.",
  ROSTER_RESOURCE_TYPES:
    'Arten von Ressourcen der Workspaces neben den mitgelieferten, und Aktionen neben deren eigenen, als JSON: `{"dataset": {"level": "project", "actions": ["create", "read"]}}`. Auf jedem Prozess einer Installation gleich.',
  ROSTER_BODY_LIMIT: "So viele Bytes darf der Inhalt einer Anfrage haben.",
  ROSTER_TRUST_PROXY: "Adressen oder Netze (CIDR) der Reverse-Proxys, deren X-Forwarded-For geglaubt wird, durch Kommas getrennt.",
  ROSTER_CORS_ORIGINS: "Origins, deren Seiten die API aus einem Browser aufrufen dürfen, mit Token und ohne Cookies (CORS), durch Kommas getrennt.",
  ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES:
    "Hostnamen, Adressen und Netze (CIDR), durch Kommas getrennt, an die ausgehende Anfragen gehen dürfen, obwohl sie in diesem Netz liegen, und ohne https. Wer hier eine Adresse eintragen darf, etwa die eines Identitätsanbieters, kann den Server dann dort anfragen lassen.",
  ROSTER_METRICS_TOKEN: "Wenn gesetzt, verlangt GET /metrics es als Bearer-Token.",
  ROSTER_LOG_LEVEL: "Ab welcher Stufe protokolliert wird (Zeilen mit JSON auf der Standardausgabe).",
  ROSTER_LOG_REQUESTS: "Welche beantworteten Anfragen protokolliert werden: alle, die mit 5xx beantworteten, oder keine.",
};

const NONE = "keine";

/** The defaults that the server says in words. */
const DEFAULTS: Readonly<Record<SettingWithDefault, string>> = {
  ROSTER_CONFIG: "`roster.env` im Arbeitsverzeichnis, wenn es sie dort gibt",
  ROSTER_PUBLIC_URL: "`http://localhost:PORT`",
  ROSTER_LOGO_URL: "keins",
  ROSTER_DATA_DIR: "`data` im Checkout; als root von einem Ort aus gestartet, den andere Konten nicht betreten dürfen: `/var/lib/roster/<name>`",
  ROSTER_DATABASE_ACCOUNT: "`postgres`, wo es das gibt, sonst `nobody`",
  ROSTER_SECRET_KEY: "erzeugt, in `secret.key` im Datenverzeichnis",
  ROSTER_SMTP_URL: "keiner",
  ROSTER_MAIL_FROM: "`roster@` und der Host der öffentlichen Adresse",
  ROSTER_REGISTRATION_TOKEN: "keins: Registrieren ist aus",
  ROSTER_RESOURCE_TYPES: NONE,
  ROSTER_TRUST_PROXY: NONE,
  ROSTER_CORS_ORIGINS: NONE,
  ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: NONE,
};

const settings: ReadonlyMap<string, string> = new Map(Object.entries(SETTINGS));
const defaults: ReadonlyMap<string, string> = new Map(Object.entries(DEFAULTS));

/** What a setting does, in German. */
export const german = (name: string): string | undefined => settings.get(name);

/** What it is when it is not given, where that is said in words. */
export const germanDefault = (name: string): string | undefined => defaults.get(name);
