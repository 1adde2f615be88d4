import { useDebouncedValue } from "@mantine/hooks";
import { type QueryKey, useQuery } from "@tanstack/react-query";

interface Checked {
  /** As it would be sent. */
  readonly name: string;
  /** What it is called now: that is free, of course. */
  readonly own?: string | undefined;
  readonly queryKey: QueryKey;
  /** Asks the API of a name. */
  ask(name: string, signal: AbortSignal): Promise<{ readonly valid: boolean; readonly detail: string | null }>;
}

/** Whether a name that is being typed is free, asked once typing rests. */
export function useNameCheck({ name, own, queryKey, ask }: Checked) {
  const [rested] = useDebouncedValue(name, 250);
  const isAsked = rested !== "" && rested.toLowerCase() !== own?.toLowerCase();
  const { data, isFetching } = useQuery({
    queryKey: [...queryKey, rested],
    queryFn: ({ signal }) => ask(rested, signal),
    enabled: isAsked,
    staleTime: 0,
  });
  const said = isAsked && rested === name ? data : undefined;
  return {
    isFree: said?.valid === true,
    /** What is wrong with it, in the words of the API. */
    fault: said?.valid === false ? (said.detail ?? "") : null,
    isAsking: isAsked && isFetching,
  };
}
