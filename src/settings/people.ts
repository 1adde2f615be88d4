import { choice, flag, integer, type Setting, text } from "./setting.ts";

/** Who signs in and how, and the mail that is sent to them. */
export const PEOPLE = {
  firstSuperuser: text(
    "ROSTER_FIRST_SUPERUSER",
    "first",
    "Who becomes superuser while there is none besides the reserved admin: `first` (the first account made), `off`, or a comma-separated list of e-mail addresses.",
    { pattern: /^(first|off|[^\s,@]+@[^\s,@]+(\s*,\s*[^\s,@]+@[^\s,@]+)*)$/, fits: "first, off, or e-mail addresses separated by commas" },
  ) as Setting<string>,
  usersVisibleTo: choice(
    "ROSTER_USERS_VISIBLE_TO",
    ["shared", "everyone"],
    "shared",
    "Which accounts a person who is no superuser finds: those that share an organization with them, or everyone.",
  ),
  passwordSignIn: flag("ROSTER_PASSWORD_SIGN_IN", true, "Let local accounts sign in with a password."),
  requireMfa: choice(
    "ROSTER_REQUIRE_MFA",
    ["off", "superusers", "everyone"],
    "off",
    "Who must sign in with more than one factor. Who has no second one is let in only to set one up.",
  ),
  magicLinks: flag("ROSTER_MAGIC_LINKS", true, "Let local accounts with an e-mail address sign in by a link that is mailed to them."),
  federationRate: integer("ROSTER_FEDERATION_RATE", 60, "Sign-ins with identity providers that one address may start in a minute.", { min: 1, max: 100_000 }),
  linkLifetime: integer("ROSTER_LINK_LIFETIME", 900, "Seconds a mailed link to sign in or to choose a new password is good for.", { min: 60, max: 86_400 }),
  smtpUrl: text(
    "ROSTER_SMTP_URL",
    null,
    "Server that mail is sent through: `smtp://user:password@host:587` (STARTTLS where it is offered) or `smtps://user:password@host:465`. Without it mail stays in the inbox at /mail/inbox, for development.",
    { secret: true, pattern: /^smtps?:\/\/[^\s/]+\/?(\?\S*)?$/, fits: "smtp://host:587 or smtps://user:password@host:465", defaultDoc: "none" },
  ),
  mailFrom: text("ROSTER_MAIL_FROM", null, "Sender of the mail: an address, or a name with the address in angle brackets.", {
    pattern: /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    fits: "an e-mail address, such as Roster <roster@example.com>",
    defaultDoc: "`roster@` and the host of the public address",
  }),
  passkeys: flag(
    "ROSTER_PASSKEYS",
    true,
    "Let local accounts sign in with a passkey, also where passwords are off. Needs a public address that is https, or this machine, and no IP address.",
  ),
  passwordInQuery: flag("ROSTER_PASSWORD_IN_QUERY", true, "Accept a password in the query string of POST /users, as old clients send it."),
  hashConcurrency: integer("ROSTER_HASH_CONCURRENCY", 2, "Password hashes computed at once; each takes 19 MiB and one core.", {
    min: 1,
    max: 64,
  }),
  hashQueue: integer("ROSTER_HASH_QUEUE", 200, "Password hashes that may wait; one more is answered with 429.", {
    min: 1,
    max: 100_000,
  }),
} as const;
