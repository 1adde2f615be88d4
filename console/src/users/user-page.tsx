import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { Sessions } from "../sessions/list.tsx";
import { useTexts } from "../texts/language.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { readUser } from "./read.ts";
import { Standing } from "./table.tsx";
import { users } from "./texts.ts";

/** One account. */
export function UserPage() {
  const texts = useTexts(users);
  const { userId } = useParams({ from: "/users/$userId" });
  const { api } = useWorld();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ["user", userId],
    queryFn: ({ signal }) => readUser(api, userId, signal),
    // What is being edited is not replaced underneath.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Page
      title={data?.user.name ?? data?.user.username ?? texts.title}
      crumbs={[
        <PageLink key="users" to="/users" size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={data && <Standing user={data.user} />}
    >
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {data && (
        <Section title={texts.profile}>
          <ProfileForm key={userId} loaded={data} />
        </Section>
      )}
      {data && <Sessions userId={userId} />}
    </Page>
  );
}
