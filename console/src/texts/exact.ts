/**
 * What the server says more exactly than a code or a kind does, with `{}` where it puts something in, and the same in German. A sentence
 * that is not here is shown in the server's words.
 */
export const EXACT: readonly (readonly [english: string, german: string])[] = [
  // Names and addresses.
  ["value is not a valid email address", "Das ist keine E-Mail-Adresse."],
  ["A name has 1 to {} characters", "Ein Name hat 1 bis {} Zeichen."],
  ["A name must not look like an id", "Ein Name darf nicht wie eine Id aussehen."],
  ["A name neither begins nor ends with a space", "Ein Name beginnt und endet nicht mit einem Leerzeichen."],
  ["A name has no slash", "Ein Name hat keinen Schrägstrich."],
  [
    "A name has no control characters, and none that turn the direction of writing",
    "Ein Name hat keine Steuerzeichen und keine, die die Schreibrichtung umkehren.",
  ],
  ["Another workspace has this name", "Ein anderer Workspace heißt schon so."],
  ["Another organization has this name", "Eine andere Organisation heißt schon so."],
  ["A logo has an https address", "Ein Logo hat eine Adresse mit https."],
  ["Input should be a domain such as example.com", "Das ist keine Domäne wie example.com."],
  ["Metadata has at most {} bytes as JSON", "Metadaten haben höchstens {} Bytes als JSON."],
  // Applications.
  ["There are at most {} addresses", "Höchstens {} Adressen."],
  ["There are at most {} keys", "Höchstens {} Schlüssel."],
  ["There are no scopes {}", "Diese Scopes gibt es nicht: {}."],
  ["This address is in the list already", "Diese Adresse steht schon in der Liste."],
  ["An address has at most {} characters. It takes {}", "Eine Adresse hat höchstens {} Zeichen."],
  ["An address has no wildcard. It takes {}", "Eine Adresse hat keinen Platzhalter (*)."],
  [
    "An address has only the characters of RFC 3986; write others percent-encoded. It takes {}",
    "Eine Adresse hat nur die Zeichen von RFC 3986; andere stehen prozentkodiert darin.",
  ],
  ["An address is absolute: it begins with a scheme. It takes {}", "Eine Adresse ist vollständig: sie beginnt mit einem Schema, etwa https."],
  ["An address never has the scheme {}:. It takes {}", "Eine Adresse hat nie das Schema {}."],
  ["An address has no fragment (#). It takes {}", "Eine Adresse hat keinen Fragmentteil (#)."],
  ["An address has a host behind {}://. It takes {}", "Hinter {}:// steht in einer Adresse ein Host."],
  ["An address has no user name and no password. It takes {}", "In einer Adresse stehen weder Benutzername noch Passwort."],
  ["An address is a valid URL. It takes {}", "Das ist keine gültige URL."],
  ["Plain http is for this machine only. It takes {}", "Bloßes http ist nur für diese Maschine: localhost, 127.0.0.1 oder [::1]. Sonst ist es https."],
  ["The scheme is https. It takes {}", "Das Schema ist https; für diese Maschine auch http."],
  ["An https address of a native application is a public one. It takes {}", "Eine Adresse mit https ist bei einer nativen Anwendung öffentlich erreichbar."],
  [
    "An http address of a native application is on the loopback interface. It takes {}",
    "Eine Adresse mit http ist bei einer nativen Anwendung 127.0.0.1, [::1] oder localhost.",
  ],
  [
    "A loopback address is registered without a port: any port is accepted when it is used. It takes {}",
    "Diese Adresse wird ohne Port eingetragen: benutzt werden darf sie mit jedem.",
  ],
  [
    "A private-use scheme is a domain name backwards, with a dot. It takes {}",
    "Ein eigenes Schema ist ein umgekehrter Domänenname mit einem Punkt, etwa com.example.app.",
  ],
  ["Behind a private-use scheme comes a path. It takes {}", "Hinter einem eigenen Schema steht ein Pfad, etwa com.example.app:/callback."],
  ["A symmetric key is a secret: give public keys only", "Ein symmetrischer Schlüssel ist ein Geheimnis: geben Sie nur öffentliche Schlüssel an."],
  [
    "This is a private key: it is not kept. Make a new pair, and give its public half only",
    "Das ist ein privater Schlüssel; er wurde nicht gespeichert. Erzeugen Sie ein neues Paar, und geben Sie nur dessen öffentliche Hälfte an.",
  ],
  ["This is no valid public key", "Das ist kein gültiger öffentlicher Schlüssel."],
  [
    "The `auth_method` private_key_jwt takes `jwks` or `jwks_uri`",
    "Wer sich mit einem privaten Schlüssel ausweist, gibt seine öffentlichen an: als Schlüsselsatz oder mit dessen Adresse.",
  ],
  ["Give `jwks` or `jwks_uri`, and null for the other", "Geben Sie entweder den Schlüsselsatz oder seine Adresse an."],
  // Who may do what.
  ["This needs the permission {} in the organization.", "Dafür brauchen Sie die Berechtigung {} in der Organisation."],
  ["This needs the permission {} in the workspace.", "Dafür brauchen Sie die Berechtigung {} im Workspace."],
  ["This needs the permission {} in the project.", "Dafür brauchen Sie die Berechtigung {} im Projekt."],
  ["You do not hold everything that this role holds: {}.", "Die Rolle enthält Berechtigungen, die Sie selbst nicht haben: {}."],
  ["Only superusers may change {}.", "Nur Superuser dürfen das ändern: {}."],
  ["Only superusers see what was deleted.", "Gelöschtes sehen nur Superuser."],
  ["Only the owner and superusers hand an organization over.", "Eine Organisation übergibt nur, wem sie gehört, oder ein Superuser."],
  [
    "An organization that you are in requires a second factor: sign in with one to make keys of your own.",
    "Eine Ihrer Organisationen verlangt einen zweiten Faktor: melden Sie sich mit einem an, um eigene Schlüssel anzulegen.",
  ],
  [
    "The account is the only active Organization Admin of: {}. Make somebody else one there first.",
    "Das Konto ist der einzige aktive Organization Admin von: {}. Machen Sie dort zuerst jemand anderen dazu.",
  ],
  [
    "The account is the only member of: {}. Repeat with delete_sole_organizations=true to delete them too.",
    "Das Konto ist das einzige Mitglied von: {}. Löschen Sie diese mit, oder nehmen Sie dort zuerst jemanden auf.",
  ],
  [
    "An invitation is made with a role of the organization. Give it others, in a workspace or a project, afterwards.",
    "Eine Einladung entsteht mit einer Rolle der Organisation. Geben Sie ihr andere, in einem Workspace oder einem Projekt, danach.",
  ],
  ["This role is held by whoever is in a team: put them into the team.", "Diese Rolle hat, wer in einem Team ist: nehmen Sie das Konto in das Team auf."],
  // Connections.
  ["This preset needs `issuer`, or {}.", "Diese Vorlage braucht den Aussteller, oder {}."],
  ["A connection of kind {} needs {}.", "Einer Verbindung der Art {} fehlt: {}."],
  ["OpenID Connect needs the scope `openid`.", "OpenID Connect braucht den Scope openid."],
  ["The scope `openid` takes a connection of kind oidc.", "Den Scope openid gibt es nur bei einer Verbindung mit OpenID Connect."],
  ["`{}` is no https address that this server may ask.", "{}: das ist keine Adresse mit https, die dieser Server anfragen darf."],
  ["Found.", "Gefunden."],
  ["All there.", "Vollständig."],
  ["{} keys: {}.", "{} Schlüssel: {}."],
  ["The key set is empty.", "Der Schlüsselsatz ist leer."],
  ["Missing, or no https address that may be asked: {}.", "Es fehlt, oder es ist keine Adresse mit https, die angefragt werden darf: {}."],
  [
    "Discovery names another issuer. Enter it exactly as the provider spells it, a slash at the end included.",
    "Discovery nennt einen anderen Aussteller. Tragen Sie ihn genau so ein, wie der Anbieter ihn schreibt, samt Schrägstrich am Ende.",
  ],
  ["The provider answered with the error {}.", "Der Anbieter antwortete mit dem Fehler {}."],
  ["The name {} is not found.", "Den Namen {} gibt es nicht."],
  ["{} cannot be reached.", "{} ist nicht zu erreichen."],
  ["{} has not answered in {} seconds.", "{} hat in {} Sekunden nicht geantwortet."],
  ["{} is not https.", "{} ist nicht https."],
  [
    "{} is at an address inside a private network. ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES can allow it.",
    "{} liegt in einem privaten Netz. ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES kann das erlauben.",
  ],
];

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Sentences with something in them, as what matches them. */
const matched = EXACT.filter(([english]) => english.includes("{}")).map(
  ([english, german]) => [new RegExp(`^${english.split("{}").map(literally).join("(.+?)")}$`, "s"), german] as const,
);
const plain: ReadonlyMap<string, string> = new Map(EXACT);

/** The German of an exact sentence of the server; `undefined` where only its own words say it. */
export function exactly(words: string): string | undefined {
  const same = plain.get(words);
  if (same !== undefined) return same;
  for (const [pattern, german] of matched) {
    const found = pattern.exec(words);
    if (found) return german.split("{}").reduce((said, part, at) => `${said}${found[at] ?? ""}${part}`);
  }
  return undefined;
}
