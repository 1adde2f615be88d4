import { Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { ApiError } from "../api/client.ts";
import type { ErrorCode } from "../api/error-codes.ts";
import { germanIssue } from "../texts/issues.ts";
import { useLanguage } from "../texts/language.tsx";

/** What a code says in German, and in the server's English. */
interface Known {
  readonly german: string;
  readonly english: string;
}

/** Loads the German of a code. Who reads English, or meets no refusal, pays nothing for it. */
async function load(code: string): Promise<Known | null> {
  const [{ GERMAN_ERRORS }, { ERROR_DETAILS }] = await Promise.all([import("../texts/errors.ts"), import("../api/error-codes.ts")]);
  if (!Object.hasOwn(ERROR_DETAILS, code)) return null;
  return { german: GERMAN_ERRORS[code as ErrorCode], english: ERROR_DETAILS[code as ErrorCode] };
}

function useGerman(code: string | null): Known | null {
  const { language } = useLanguage();
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let current = true;
    setKnown(null);
    // Where the file is not to be had, the server's words stand.
    if (language === "de" && code !== null)
      load(code).then(
        (found) => current && setKnown(found),
        () => {},
      );
    return () => {
      current = false;
    };
  }, [language, code]);
  return known;
}

/** Each fault of what was sent, in German where that is known. */
function Issues({ error: { issues } }: { readonly error: ApiError }) {
  return issues.map((issue) => {
    const german = germanIssue(issue);
    const place = issue.loc.slice(1).join(".");
    return (
      <Text size="sm" key={`${place} ${issue.msg}`}>
        {place !== "" && <span className="mono">{place}: </span>}
        {german ?? <span lang="en">{issue.msg}</span>}
      </Text>
    );
  });
}

/**
 * Why the API refused, in the language of the page: the sentence of the code, and the server's own words too where they say more than
 * that.
 */
export function FailureReason({ error, words }: { readonly error: unknown; readonly words: string }) {
  const { language } = useLanguage();
  if (!(error instanceof ApiError) || language !== "de" || error.status === 0) return <Text size="sm">{words}</Text>;
  if (error.issues.length > 0) return <Issues error={error} />;
  return <Reason code={error.code} words={words} />;
}

/** What a code of the API says, in the language of the page. @param words the server's own */
export function Reason({ code, words }: { readonly code: string | null; readonly words: string }) {
  const { language } = useLanguage();
  const known = useGerman(code);
  if (language !== "de") return <Text size="sm">{words}</Text>;
  return (
    <Stack gap={4}>
      {known && <Text size="sm">{known.german}</Text>}
      {words !== known?.english && (
        <Text size="sm" lang="en" {...(known && { c: "dimmed" })}>
          {words}
        </Text>
      )}
    </Stack>
  );
}
