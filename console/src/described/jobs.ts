import type { components } from "../api/schema.d.ts";

const JOBS: Readonly<Record<components["schemas"]["Job"]["name"], string>> = {
  sessions: "Entfernt Sitzungen, deren Zeit vorbei ist.",
  device_requests: "Entfernt Anfragen von Geräten, die niemand beantwortet hat.",
  devices: "Vergisst Geräte, die nicht mehr angemeldet sind.",
  failures: "Vergisst gescheiterte Anmeldungen, die niemanden mehr bremsen.",
  idempotency_keys: "Vergisst Idempotency-Keys und die Antworten, die dafür aufbewahrt sind.",
  accounts: "Löscht gelöschte Konten endgültig, wenn sie sich nicht mehr wiederherstellen lassen.",
  organizations: "Löscht gelöschte Organisationen endgültig, wenn sie sich nicht mehr wiederherstellen lassen.",
  client_secrets: "Entfernt abgelaufene Geheimnisse von Anwendungen.",
  signing_keys: "Entfernt Signaturschlüssel, von denen nichts mehr gilt.",
  codes_and_tokens: "Entfernt abgelaufene Codes und Refresh-Token von Anwendungen.",
  links: "Entfernt zugesandte Links, die nicht mehr gelten.",
  invitations: "Entfernt Einladungen, die beantwortet sind oder deren Zeit vorbei ist.",
  expired_mail: "Entfernt E-Mails, deren Versand nicht mehr lohnt.",
  passkey_challenges: "Vergisst benutzte Challenges von Passkeys.",
  pending_sign_ins: "Vergisst Anmeldungen bei Identitätsanbietern, die niemand beendet hat.",
  key_rotation: "Erzeugt den nächsten Signaturschlüssel, wenn es so weit ist.",
  link_requests: "Beantwortet Bitten um einen zugesandten Link.",
  mail: "Sendet E-Mail.",
  logout_notices: "Teilt Anwendungen mit, welche Sitzungen beendet sind (Back-Channel Logout).",
  statistics: "Zählt zusammen, was die Statistik zeigt.",
};

const jobs: ReadonlyMap<string, string> = new Map(Object.entries(JOBS));

/** What a background job does, in German. */
export const german = (name: string): string | undefined => jobs.get(name);
