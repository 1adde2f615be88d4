import { isolated } from "../../kernel/text.ts";

export interface InvitationMail {
  /** What the installation is called. */
  readonly installation: string;
  readonly organization: string;
  readonly address: string;
  /** Days that the link is good for. */
  readonly days: number;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

/** The mail that invites, as text and as HTML. In both languages: nobody knows which one its reader prefers. */
export function invitationMessage(mail: InvitationMail): { subject: string; text: string; html: string } {
  const [to, at, { address, days }] = [isolated(mail.organization), isolated(mail.installation), mail];
  const parts = [
    {
      language: "en",
      lead: `You are invited to ${to} at ${at}.`,
      link: "See the invitation",
      rest: `The link works once, for ${days === 1 ? "one day" : `${days} days`}. If you did not expect it, there is nothing to do.`,
    },
    {
      language: "de",
      lead: `Sie sind zu ${to} bei ${at} eingeladen.`,
      link: "Einladung ansehen",
      rest: `Der Link gilt einmal und ${days === 1 ? "einen Tag" : `${days} Tage`} lang. Falls Sie ihn nicht erwartet haben, ist nichts zu tun.`,
    },
  ];
  const text = parts.map(({ lead, link, rest }) => `${lead}\n\n${link}: ${address}\n\n${rest}\n`).join("\n---\n\n");
  const sections = parts.map(
    ({ language, lead, link, rest }) =>
      `<div lang="${language}"><p>${escaped(lead)}</p><p><a href="${escaped(address)}">${link}</a></p><p>${escaped(rest)}</p></div>`,
  );
  return {
    subject: `${at}: you are invited to ${to} / Sie sind zu ${to} eingeladen`,
    text,
    html: `<!doctype html><html lang="en"><body>${sections.join("<hr>")}</body></html>`,
  };
}
