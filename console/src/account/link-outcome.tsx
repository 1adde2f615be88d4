import { Alert, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Identity } from "../api/types.ts";
import { ReasonWords } from "../parts/reason.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { identityTexts } from "./identity-texts.ts";

/** What the server says to a code; `null`: it is none of the server's. */
function useDetail(code: string | undefined) {
  return useQuery({
    queryKey: ["error-detail", code],
    queryFn: async () => {
      const { ERROR_DETAILS } = await import("../api/error-codes.ts");
      return Object.entries(ERROR_DETAILS).find(([name]) => name === code)?.[1] ?? null;
    },
    enabled: code !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What became of linking, where the browser comes back from a provider: in the address, in words of ours alone. */
export function LinkOutcome({ identities }: { readonly identities: readonly Identity[] }) {
  const texts = useTexts(identityTexts);
  const { close } = useTexts(common);
  const navigate = useNavigate();
  const { linked, link_error: code } = useSearch({ from: "/account/connections" });
  const detail = useDetail(code);
  const forget = () => void navigate({ to: "/account/connections", search: {}, replace: true });
  const closing = { variant: "default", withCloseButton: true, closeButtonLabel: close, onClose: forget } as const;
  // Whoever makes up such an address tells nobody that something is linked that is not.
  const made = identities.find(({ provider }) => provider === linked);
  if (made) {
    return (
      <Alert {...closing} role="status" title={texts.linkDone(made.name)}>
        <Text size="sm">{texts.linkDoneWhy}</Text>
      </Alert>
    );
  }
  if (code === undefined || detail.data === undefined) return null;
  return (
    <Alert {...closing} role="alert" title={texts.linkRefused}>
      <Text size="sm">{detail.data === null ? texts.linkRefusedWhy : <ReasonWords code={code} words={detail.data} />}</Text>
    </Alert>
  );
}
