import { html, sentence } from "./html.ts";
import { document, type View } from "./layout.ts";
import { inbox as texts } from "./texts/links.ts";

/** A message as it would have been mailed. */
export interface ShownMessage {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
}

/** The development inbox; addresses in the texts are links. */
export function inboxView(view: View, messages: readonly ShownMessage[]): string {
  const t = texts[view.language];
  const parts = (text: string) =>
    text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : sentence(part)));
  const list = messages.map(
    ({ recipient, subject, text }) => html`<article class="mail">
<h2>${sentence(subject)}</h2>
<p class="hint">${recipient}</p>
<p class="text">${parts(text)}</p>
</article>\n`,
  );
  const body = html`<p class="lead">${t.lead}</p>
${messages.length === 0 ? html`<p>${t.empty}</p>` : list}`;
  return document(view, { title: t.title, body });
}
