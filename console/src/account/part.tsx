import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";

interface Props<Row> {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly list: UseQueryResult<readonly Row[]>;
  /** What stands where there is nothing. */
  readonly empty: ReactNode;
  children(rows: readonly Row[]): ReactNode;
}

/** A short list as a part of a page, in each of its states. */
export function ListSection<Row>({ list, empty, children, ...head }: Props<Row>) {
  const { data, isPending, error, refetch } = list;
  return (
    <Section {...head} flush>
      {isPending && (
        <div className="padded">
          <Loading lines={2} />
        </div>
      )}
      {error && (
        <div className="padded">
          <Failure error={error} retry={refetch} />
        </div>
      )}
      {data?.length === 0 && empty}
      {data && data.length > 0 && children(data)}
    </Section>
  );
}
