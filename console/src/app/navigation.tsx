import { IconBuilding, IconLayoutDashboard, IconUserCog, IconUsers } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useInvitations } from "../account/invitations.ts";
import { INSTALLATION_PAGES } from "../installation/pages.ts";
import { installation } from "../installation/texts.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { NavigationLink } from "./links.tsx";
import { useMe } from "./world.ts";

const ICON = { size: 18, stroke: 1.6, "aria-hidden": true } as const;

function Part({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <ul className="plain-list" {...(title !== undefined && { "aria-label": title })}>
      {title !== undefined && (
        <li className="nav-title" aria-hidden="true">
          {title}
        </li>
      )}
      {children}
    </ul>
  );
}

/** Says that invitations wait for an answer. */
function Waiting() {
  const texts = useTexts(common);
  const { data } = useInvitations();
  if (!data || data.length === 0) return null;
  return texts.invitationsWait;
}

/** One's own account, and what waits there. */
function OwnAccount({ close }: { close(): void }) {
  const texts = useTexts(common);
  return (
    <li>
      <NavigationLink to="/account" label={texts.account} detail={<Waiting />} icon={<IconUserCog {...ICON} />} onClick={close} />
    </li>
  );
}

/** The pages of the installation, for those who may see them. */
function InstallationPart({ close }: { close(): void }) {
  const texts = useTexts(installation);
  if (!useMe()?.is_superuser) return null;
  return (
    <Part title={texts.title}>
      {INSTALLATION_PAGES.map(({ name, to, icon: Icon }) => (
        <li key={name}>
          <NavigationLink to={to} label={texts.pages[name]} icon={<Icon {...ICON} />} onClick={close} />
        </li>
      ))}
    </Part>
  );
}

/** Where one can go. @param close closes the navigation where it covers the page */
export function Navigation({ close }: { close(): void }) {
  const texts = useTexts(common);
  const me = useMe();
  return (
    <>
      <Part>
        {me?.is_superuser && (
          <li>
            <NavigationLink
              to="/"
              label={texts.overview}
              icon={<IconLayoutDashboard {...ICON} />}
              activeOptions={{ exact: true, includeSearch: false }}
              onClick={close}
            />
          </li>
        )}
        <li>
          <NavigationLink to="/users" label={texts.users} icon={<IconUsers {...ICON} />} onClick={close} />
        </li>
        <li>
          <NavigationLink to="/organizations" label={texts.organizations} icon={<IconBuilding {...ICON} />} onClick={close} />
        </li>
        <OwnAccount close={close} />
      </Part>
      <InstallationPart close={close} />
    </>
  );
}
