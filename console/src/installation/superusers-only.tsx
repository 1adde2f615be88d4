import { IconLock } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { ButtonLink } from "../app/links.tsx";
import { useMe } from "../app/world.ts";
import { Empty } from "../parts/empty.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { installation } from "./texts.ts";

/** The pages of the installation, for those who may see them. Others are told so, and nothing is asked for them. */
export function SuperusersOnly() {
  const texts = useTexts(installation);
  const { toUsers } = useTexts(common);
  const me = useMe();
  if (me?.is_superuser) return <Outlet />;
  if (!me) {
    return (
      <Page title={texts.title}>
        <Loading />
      </Page>
    );
  }
  return (
    <Page title={texts.superusersOnly}>
      <Empty
        icon={IconLock}
        title={texts.notForYou}
        why={texts.superusersOnlyWhy}
        actions={
          <ButtonLink to="/users" variant="default">
            {toUsers}
          </ButtonLink>
        }
      />
    </Page>
  );
}
