/** Text that is HTML already; everything else is escaped where it is put in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

type Value = Html | string | number | null | undefined | false | readonly Value[];

function show(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(show).join("");
  return String(value).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** HTML from a template: what is put in is escaped, unless it is HTML itself; lists are joined, nothing is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, part, i) => text + show(values[i - 1]) + part));
}

/** A sentence as HTML: what stands in it as an isolate (kernel/text.ts `isolated`) stands in `<bdi>`. */
export function sentence(text: string): Html {
  return html`${text.split(/(\u2068[^\u2068\u2069]*\u2069)/).map((part, i) => (i % 2 === 1 ? html`<bdi>${part.slice(1, -1)}</bdi>` : part))}`;
}
