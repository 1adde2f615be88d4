import { useParams } from "@tanstack/react-router";
import { PageLink } from "../app/links.tsx";
import { Failure } from "../parts/failure.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { ConnectionActions } from "./actions.tsx";
import { Callback } from "./callback.tsx";
import { ConnectionEditor } from "./editor.tsx";
import { Identities } from "./identities.tsx";
import { ConnectionMarks } from "./list-page.tsx";
import { useConnection } from "./read.ts";
import { connections } from "./texts.ts";
import { TryOut } from "./try-out.tsx";

/** One connection. */
export function ConnectionPage() {
  const texts = useTexts(connections);
  const { connectionId } = useParams({ from: "/installation/connections/$connectionId" });
  const { data, isPending, error, refetch } = useConnection(connectionId);
  return (
    <Page
      title={data?.value.display_name ?? texts.one}
      crumbs={[
        <PageLink key="connections" to="/connections" size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={data && <ConnectionMarks connection={data.value} />}
      actions={data && <ConnectionActions loaded={data} />}
    >
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {data && (
        <>
          <Callback />
          <TryOut key={`try ${connectionId}`} connection={data.value} />
          <ConnectionEditor key={connectionId} loaded={data} />
          <Identities connection={data.value} />
        </>
      )}
    </Page>
  );
}
