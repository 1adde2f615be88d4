import { Stack, Text } from "@mantine/core";
import { IconBuilding, IconLayoutDashboard, IconUsers } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { INSTALLATION_PAGES } from "../installation/pages.ts";
import { installation } from "../installation/texts.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { NavigationLink } from "./links.tsx";
import { useMe } from "./world.ts";

const ICON = { size: 18, stroke: 1.6, "aria-hidden": true } as const;

function Part({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <Stack gap={2} component="ul" className="plain-list" {...(title !== undefined && { "aria-label": title })}>
      {title !== undefined && (
        <Text component="li" size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4} aria-hidden="true">
          {title}
        </Text>
      )}
      {children}
    </Stack>
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
          <NavigationLink to={to} label={texts.pages[name]} leftSection={<Icon {...ICON} />} activeProps={{ active: true }} onClick={close} />
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
              leftSection={<IconLayoutDashboard {...ICON} />}
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ active: true }}
              onClick={close}
            />
          </li>
        )}
        <li>
          <NavigationLink to="/users" label={texts.users} leftSection={<IconUsers {...ICON} />} activeProps={{ active: true }} onClick={close} />
        </li>
        <li>
          <NavigationLink
            to="/organizations"
            label={texts.organizations}
            leftSection={<IconBuilding {...ICON} />}
            activeProps={{ active: true }}
            onClick={close}
          />
        </li>
      </Part>
      <InstallationPart close={close} />
    </>
  );
}
