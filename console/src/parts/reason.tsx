import { Fragment, type ReactNode } from "react";
import { ApiError, type Issue } from "../api/client.ts";
import type { ErrorCode } from "../api/error-codes.ts";
import { useGerman, useLanguage } from "../texts/language.tsx";

/** What the API says, in German. Who reads English, or meets no refusal, loads none of it. */
async function loadGerman() {
  const [{ GERMAN_ERRORS }, { ERROR_DETAILS }, { exactly }, { germanIssue }] = await Promise.all([
    import("../api/german-errors.ts"),
    import("../api/error-codes.ts"),
    import("../texts/exact.ts"),
    import("../texts/issues.ts"),
  ]);
  const isKnown = (code: string | null): code is ErrorCode => code !== null && Object.hasOwn(ERROR_DETAILS, code);
  const details: ReadonlyMap<string, string> = new Map(Object.entries(ERROR_DETAILS).map(([code, english]) => [english, GERMAN_ERRORS[code as ErrorCode]]));
  return {
    /** What a sentence says, whatever it came with. */
    exactly: (words: string) => exactly(words) ?? details.get(words),
    /** What a code says in German, and in the server's English. */
    sentenceOf: (code: string | null) => (isKnown(code) ? { german: GERMAN_ERRORS[code], english: ERROR_DETAILS[code] } : null),
    issueOf: (issue: Issue) => exactly(issue.msg) ?? germanIssue(issue),
  };
}

type Refusals = Awaited<ReturnType<typeof loadGerman>>;

/** Where the German is not to be had, the server's words stand. */
const NOTHING: Refusals = { exactly: () => undefined, sentenceOf: () => null, issueOf: () => undefined };

/** The German of refusals; `null` while it is on its way, and `undefined` for those who read English. */
function useRefusals(): Refusals | null | undefined {
  const { isGerman, german, isMissing } = useGerman("refusals", loadGerman);
  if (!isGerman) return undefined;
  return isMissing ? NOTHING : (german ?? null);
}

const English = ({ children }: { readonly children: ReactNode }) => <span lang="en">{children}</span>;

/** What a code of the API says, in the language of the page, within a line. @param words the server's own */
export function ReasonWords({ code, words }: { readonly code: string | null; readonly words: string }): ReactNode {
  const german = useRefusals();
  if (german === undefined) return words;
  if (german === null) return null;
  const exact = german.exactly(words);
  if (exact !== undefined) return exact;
  const known = german.sentenceOf(code);
  if (!known) return <English>{words}</English>;
  if (words === known.english) return known.german;
  return (
    <>
      {known.german} <English>{words}</English>
    </>
  );
}

/** What was wrong with one input, in the language of the page where that is known, within a line. */
export function IssueWords({ issue }: { readonly issue: Issue }): ReactNode {
  const german = useRefusals();
  if (german === undefined) return issue.msg;
  return german && (german.issueOf(issue) ?? <English>{issue.msg}</English>);
}

/** Why something was refused, in the language of the page, within a line. @param words what is said in English, and where there was no answer */
export function FailureWords({ error, words }: { readonly error: unknown; readonly words: string }): ReactNode {
  const { language } = useLanguage();
  if (!(error instanceof ApiError) || language !== "de" || error.status === 0) return words;
  if (error.issues.length === 0) return <ReasonWords code={error.code} words={words} />;
  return error.issues.map((issue, at) => {
    const place = issue.loc.slice(1).join(".");
    return (
      <Fragment key={`${place} ${issue.msg}`}>
        {at > 0 && " "}
        {place !== "" && <span className="mono">{place}: </span>}
        <IssueWords issue={issue} />
      </Fragment>
    );
  });
}
