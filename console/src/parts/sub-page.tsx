import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { usePartTitle } from "../app/title.ts";
import { Head } from "./page.tsx";

interface Props {
  /** The way back to the list that it is of. */
  readonly back: ReactNode;
  readonly title: string;
  readonly marks?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of one thing inside of another: below the heading and the tabs of that. */
export function SubPage({ back, title, marks, lead, actions, children }: Props) {
  usePartTitle("thing", title);
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <div>{back}</div>
        <Head order={2} title={title} marks={marks} lead={lead} actions={actions} />
      </Stack>
      {children}
    </Stack>
  );
}
