import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { User } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { useMe, useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Loading, Page } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { Sessions } from "../sessions/list.tsx";
import { useTexts } from "../texts/language.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { deletionTexts } from "./deletion-texts.ts";
import { ProfileForm } from "./profile-form.tsx";
import { readUser } from "./read.ts";
import { Standing } from "./standing.tsx";
import { users } from "./texts.ts";

/** What superusers can do with the account as a whole. */
function Actions({ user }: { readonly user: User }) {
  const texts = useTexts(deletionTexts);
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" leftSection={<IconTrash {...ICON} />} onClick={() => setDeleting(true)}>
        {texts.delete}
      </Button>
      {deleting && <DeleteDialog user={user} close={() => setDeleting(false)} />}
    </>
  );
}

/** One account. */
export function UserPage() {
  const texts = useTexts(users);
  const { userId } = useParams({ from: "/users/$userId" });
  const { api } = useWorld();
  const isSuperuser = useMe()?.is_superuser === true;
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
      actions={data && isSuperuser && <Actions user={data.user} />}
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
