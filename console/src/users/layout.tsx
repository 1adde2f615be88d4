import { Avatar, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import type { User } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Loading, Page } from "../parts/page.tsx";
import { TabLink, Tabs } from "../parts/tabs.tsx";
import { useTexts } from "../texts/language.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { deletionTexts } from "./deletion-texts.ts";
import { oneTexts } from "./one-texts.ts";
import { useUser } from "./read.ts";
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

function UserTabs() {
  const texts = useTexts(oneTexts);
  const { userId, isSuperuser, isOwn } = useUser();
  const params = { userId };
  return (
    <Tabs label={texts.tabs}>
      <TabLink to="/users/$userId" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        {texts.profile}
      </TabLink>
      {(isSuperuser || isOwn) && (
        <TabLink to="/users/$userId/security" params={params} activeOptions={{ includeSearch: false }}>
          {texts.security}
        </TabLink>
      )}
      <TabLink to="/users/$userId/access" params={params} activeOptions={{ includeSearch: false }}>
        {texts.access}
      </TabLink>
      {isSuperuser && (
        <>
          <TabLink to="/users/$userId/keys" params={params} activeOptions={{ includeSearch: false }}>
            {texts.keys}
          </TabLink>
          <TabLink to="/users/$userId/activity" params={params} activeOptions={{ includeSearch: false }}>
            {texts.activity}
          </TabLink>
        </>
      )}
    </Tabs>
  );
}

/** One account: who it is, what can be done with it, and its pages. */
export function UserLayout() {
  const texts = useTexts(users);
  const { query, user, isSuperuser } = useUser();
  const name = user?.name ?? user?.username ?? texts.title;
  return (
    <Page
      title={name}
      crumbs={[
        <PageLink key="users" to="/users" size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={
        user && (
          <>
            <Avatar size={36} radius="xl" name={name} alt="" className="quiet-avatar" visibleFrom="sm" style={{ order: -1 }} />
            <Standing user={user} />
          </>
        )
      }
      actions={user && isSuperuser && <Actions user={user} />}
      tabs={user && <UserTabs />}
    >
      {query.isPending && <Loading />}
      {query.error && <Failure error={query.error} retry={query.refetch} />}
      {user && <Outlet />}
    </Page>
  );
}
