import { Outlet } from "@tanstack/react-router";
import { useMe } from "../app/world.ts";
import { Page } from "../parts/page.tsx";
import { TabLink, Tabs } from "../parts/tabs.tsx";
import { useTexts } from "../texts/language.tsx";
import { account } from "./texts.ts";

/** What is around the pages of one's own account. */
export function AccountLayout() {
  const texts = useTexts(account);
  const me = useMe();
  return (
    <Page
      title={texts.title}
      lead={me && <bdi>{me.email ?? me.username}</bdi>}
      tabs={
        <Tabs label={texts.tabs}>
          <TabLink to="/account/profile">{texts.profile}</TabLink>
          <TabLink to="/account/security">{texts.security}</TabLink>
        </Tabs>
      }
    >
      <Outlet />
    </Page>
  );
}
