import type { Catalogue } from "../texts/language.tsx";

interface ActivityTexts {
  readonly title: string;
  readonly lead: string;
  readonly which: string;
  readonly about: string;
  readonly by: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly system: (name: string | null) => string;
  readonly nobody: string;
  readonly gone: string;
  /** What somebody did to their own account. */
  readonly own: string;
  /** What was done, to stand behind whoever did it. @param target what it was done to */
  readonly actions: Readonly<Record<string, (target: string) => string>>;
  readonly other: (action: string, target: string) => string;
  readonly changed: (field: string, before: string, after: string) => string;
  readonly empty: string;
  readonly raw: string;
  readonly from: string;
  readonly request: string;
  readonly things: Readonly<Record<string, string>>;
}

const en = {
  "user.create": (target: string) => `created ${target}`,
  "user.update": (target: string) => `changed ${target}`,
  "user.delete": (target: string) => `deleted ${target}`,
  "user.restore": (target: string) => `restored ${target}`,
  "user.unlock": (target: string) => `unlocked ${target}`,
  "user.link": (target: string) => `linked ${target} with an identity provider`,
  "identity.link": (target: string) => `linked an identity of a provider to ${target}`,
  "identity.unlink": (target: string) => `removed an identity of a provider from ${target}`,
  "user.email_kept": (target: string) => `kept the old e-mail address of ${target}: another account has the new one`,
  "user.password_change": (target: string) => `chose a new password for ${target}`,
  "user.password_reset": (target: string) => `reset the password of ${target}`,
  "user.password_link": (target: string) => `mailed ${target} a link to choose a password`,
  "totp.begin": (target: string) => `began to set up an authenticator app for ${target}`,
  "totp.activate": (target: string) => `set up an authenticator app for ${target}`,
  "totp.delete": (target: string) => `took the authenticator app of ${target} away`,
  "totp.reset": (target: string) => `took the authenticator app of ${target} away`,
  "recovery_codes.renew": (target: string) => `made new recovery codes for ${target}`,
  "recovery_code.use": (target: string) => `signed in to ${target} with a recovery code`,
  "passkey.create": (target: string) => `added a passkey to ${target}`,
  "passkey.update": (target: string) => `renamed a passkey of ${target}`,
  "passkey.delete": (target: string) => `removed a passkey of ${target}`,
  "passkey.reset": (target: string) => `removed the passkeys of ${target}`,
  "passkey.counter_regression": (target: string) => `was refused with a copied passkey of ${target}`,
  "session.create": () => "signed in",
  "session.end": () => "ended a session",
  "session.end_all": (target: string) => `ended the sessions of ${target}`,
  "session.reuse_detected": () => "used a refresh token that was used before; the session was ended",
  "consent.give": () => "agreed to what an application may do",
  "consent.withdraw": () => "withdrew a consent",
  "api_key.create": () => "made an API key",
  "api_key.update": () => "changed an API key",
  "api_key.rotate": () => "rotated an API key",
  "api_key.delete": () => "deleted an API key",
  "member.delete": () => "removed a member",
  "role.assign": () => "gave a role",
  "role.revoke": () => "took a role away",
  "team.add_member": () => "put somebody into a team",
  "team.remove_member": () => "took somebody out of a team",
  "organization.create": () => "made an organization",
  "organization.update": () => "changed an organization",
  "organization.delete": () => "deleted an organization",
  "invitation.create": () => "invited somebody",
  "invitation.accept": () => "accepted an invitation",
  "invitation.decline": () => "declined an invitation",
  "invitation.withdraw": () => "withdrew an invitation",
  "device.verify": () => "let a device in",
};

const de: Readonly<Record<keyof typeof en, (target: string) => string>> = {
  "user.create": (target) => `hat ${target} angelegt`,
  "user.update": (target) => `hat ${target} geändert`,
  "user.delete": (target) => `hat ${target} gelöscht`,
  "user.restore": (target) => `hat ${target} wiederhergestellt`,
  "user.unlock": (target) => `hat ${target} entsperrt`,
  "user.link": (target) => `hat ${target} mit einem Identitätsanbieter verbunden`,
  "identity.link": (target) => `hat ein Konto bei einem Anbieter mit ${target} verknüpft`,
  "identity.unlink": (target) => `hat ein Konto bei einem Anbieter von ${target} getrennt`,
  "user.email_kept": (target) => `hat die alte E-Mail-Adresse für ${target} behalten: die neue hat ein anderes Konto`,
  "user.password_change": (target) => `hat ein neues Passwort für ${target} gewählt`,
  "user.password_reset": (target) => `hat das Passwort für ${target} zurückgesetzt`,
  "user.password_link": (target) => `hat einen Link zum Wählen eines Passworts für ${target} geschickt`,
  "totp.begin": (target) => `hat begonnen, eine Authenticator-App für ${target} einzurichten`,
  "totp.activate": (target) => `hat eine Authenticator-App für ${target} eingerichtet`,
  "totp.delete": (target) => `hat die Authenticator-App für ${target} entfernt`,
  "totp.reset": (target) => `hat die Authenticator-App für ${target} entfernt`,
  "recovery_codes.renew": (target) => `hat neue Wiederherstellungscodes für ${target} erzeugt`,
  "recovery_code.use": () => "hat sich mit einem Wiederherstellungscode angemeldet",
  "passkey.create": (target) => `hat einen Passkey für ${target} hinzugefügt`,
  "passkey.update": (target) => `hat einen Passkey für ${target} umbenannt`,
  "passkey.delete": (target) => `hat einen Passkey für ${target} entfernt`,
  "passkey.reset": (target) => `hat die Passkeys für ${target} entfernt`,
  "passkey.counter_regression": (target) => `wurde mit einem kopierten Passkey für ${target} abgewiesen`,
  "session.create": () => "hat sich angemeldet",
  "session.end": () => "hat eine Sitzung beendet",
  "session.end_all": (target) => `hat die Sitzungen für ${target} beendet`,
  "session.reuse_detected": () => "hat ein schon benutztes Refresh-Token benutzt; die Sitzung wurde beendet",
  "consent.give": () => "hat dem zugestimmt, was eine Anwendung darf",
  "consent.withdraw": () => "hat eine Zustimmung zurückgenommen",
  "api_key.create": () => "hat einen API-Schlüssel angelegt",
  "api_key.update": () => "hat einen API-Schlüssel geändert",
  "api_key.rotate": () => "hat einen API-Schlüssel erneuert",
  "api_key.delete": () => "hat einen API-Schlüssel gelöscht",
  "member.delete": () => "hat ein Mitglied entfernt",
  "role.assign": () => "hat eine Rolle vergeben",
  "role.revoke": () => "hat eine Rolle entzogen",
  "team.add_member": () => "hat jemanden in ein Team aufgenommen",
  "team.remove_member": () => "hat jemanden aus einem Team genommen",
  "organization.create": () => "hat eine Organisation angelegt",
  "organization.update": () => "hat eine Organisation geändert",
  "organization.delete": () => "hat eine Organisation gelöscht",
  "invitation.create": () => "hat jemanden eingeladen",
  "invitation.accept": () => "hat eine Einladung angenommen",
  "invitation.decline": () => "hat eine Einladung abgelehnt",
  "invitation.withdraw": () => "hat eine Einladung zurückgezogen",
  "device.verify": () => "hat ein Gerät eingelassen",
};

export const activityTexts: Catalogue<ActivityTexts> = {
  en: {
    title: "Activity",
    lead: "What the audit log has of this account, the latest first.",
    which: "Which entries",
    about: "About this account",
    by: "By this account",
    none: "Nothing yet",
    noneWhy: "What is changed is listed here.",
    system: (name) => (name === null ? "The system" : `The system (${name})`),
    nobody: "Somebody who was not signed in",
    gone: "An account that is gone",
    own: "their own account",
    actions: en,
    other: (action, target) => `did “${action}” to ${target}`,
    changed: (field, before, after) => `${field}: from ${before} to ${after}`,
    empty: "nothing",
    raw: "The whole entry",
    from: "From",
    request: "Request",
    things: { user: "an account", session: "a session", api_key: "an API key", organization: "an organization", role: "a role", team: "a team" },
  },
  de: {
    title: "Verlauf",
    lead: "Was das Protokoll von diesem Konto hat, das Neueste zuerst.",
    which: "Welche Einträge",
    about: "Über dieses Konto",
    by: "Von diesem Konto",
    none: "Noch nichts",
    noneWhy: "Was geändert wird, steht hier.",
    system: (name) => (name === null ? "Das System" : `Das System (${name})`),
    nobody: "Jemand ohne Anmeldung",
    gone: "Ein Konto, das es nicht mehr gibt,",
    own: "das eigene Konto",
    actions: de,
    other: (action, target) => `hat „${action}“ getan: ${target}`,
    changed: (field, before, after) => `${field}: von ${before} zu ${after}`,
    empty: "nichts",
    raw: "Der ganze Eintrag",
    from: "Von",
    request: "Anfrage",
    things: {
      user: "ein Konto",
      session: "eine Sitzung",
      api_key: "einen API-Schlüssel",
      organization: "eine Organisation",
      role: "eine Rolle",
      team: "ein Team",
    },
  },
};
