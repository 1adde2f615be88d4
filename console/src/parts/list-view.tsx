import { Paper, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Failure } from "./failure.tsx";
import type { ListPage } from "./list.ts";
import { Loading } from "./page.tsx";
import { Paging } from "./paging.tsx";

interface Props<Row> {
  readonly list: UseQueryResult<ListPage<Row>>;
  /** Of the page that is shown, as the address has it. */
  readonly cursor: string | undefined;
  /** What stands where nothing fits. */
  readonly empty: ReactNode;
  /** Inside of a section that has a frame already. */
  readonly bare?: boolean;
  children(rows: readonly Row[], stale: boolean): ReactNode;
}

/** A list in each of its states: being loaded, failed, empty, a page of rows with the steps to others. */
export function ListView<Row>({ list, cursor, empty, bare = false, children }: Props<Row>) {
  const texts = useTexts(common);
  const { data, isPending, isError, isPlaceholderData, error, refetch } = list;
  if (isError) {
    const failure = <Failure error={error} retry={refetch} />;
    return bare ? <div className="padded">{failure}</div> : failure;
  }
  const content = (
    <>
      <div className="heard" aria-live="polite">
        {data && !isPlaceholderData && texts.rowsFound(data.rows.length, data.next !== null)}
      </div>
      {isPending && (
        <div className="padded">
          <Loading />
        </div>
      )}
      {data?.rows.length === 0 && empty}
      {data && data.rows.length > 0 && children(data.rows, isPlaceholderData)}
    </>
  );
  const steps = <Paging cursor={cursor} next={data?.next} stale={isPlaceholderData} />;
  const hasSteps = cursor !== undefined || Boolean(data?.next);
  if (bare)
    return (
      <>
        {content}
        {hasSteps && <div className="padded">{steps}</div>}
      </>
    );
  return (
    <Stack gap="md">
      <Paper withBorder className="section flush">
        {content}
      </Paper>
      {steps}
    </Stack>
  );
}
