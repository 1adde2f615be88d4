import { Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNotifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { type FocusEvent, type KeyboardEvent, Suspense, useEffect, useRef, useState } from "react";
import { Failure, useFailureTitle } from "../parts/failure.tsx";
import { Page } from "../parts/page.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Arrival } from "./arrival.tsx";
import { keepFocus } from "./keep-focus.ts";
import { late, Spare } from "./late.tsx";
import { useLeftOut } from "./left-out.ts";
import { Navigation } from "./navigation.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { meOf, useWorld } from "./world.ts";

const Notices = late(() => import("../parts/notices.tsx").then((loaded) => loaded.default));
/** So long after the first view they are loaded at the latest, in milliseconds: what they say may be that there is no line. */
const NOTICES_AFTER = 3_000;

/** What was done, and what failed, in a corner; no part of the first view. */
function NoticesPlace() {
  const texts = useTexts(common);
  const { notifications } = useNotifications();
  const [isUsed, use] = useState(false);
  if (notifications.length > 0 && !isUsed) use(true);
  useEffect(() => {
    const soon = setTimeout(() => void Notices.preload(), NOTICES_AFTER);
    return () => clearTimeout(soon);
  }, []);
  return (
    <section aria-label={texts.notices}>
      {isUsed && (
        <Spare fallback={null}>
          <Suspense>
            <Notices />
          </Suspense>
        </Spare>
      )}
    </section>
  );
}

/** The page; nothing of any is known without whoever is signed in. */
function Room() {
  const { api } = useWorld();
  const { data, error, refetch } = useQuery(meOf(api));
  const title = useFailureTitle(error);
  if (data || !error) return <Outlet />;
  return (
    <Page title={title}>
      <Failure error={error} retry={refetch} />
    </Page>
  );
}

/** What is around every page. */
export function Shell() {
  const texts = useTexts(common);
  const [opened, { toggle, close }] = useDisclosure();
  const [helps, setHelps] = useState(false);
  const burger = useRef<HTMLButtonElement>(null);
  /** On a phone the navigation covers the page: Escape closes it, and so does the keyboard's going on to what is behind. */
  const leaving = opened && {
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      close();
      burger.current?.focus();
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && relatedTarget.closest("main")) close();
    },
  };
  useLeftOut();
  useEffect(keepFocus, []);
  return (
    <>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <Arrival />
      <NoticesPlace />
      <Shortcuts shown={helps} show={setHelps} />
      <header className="frame-head">
        <div className="row">
          <Burger ref={burger} opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.menu} aria-expanded={opened} />
          <span className="brand">{texts.console}</span>
        </div>
        <div className="row">
          <PaletteButton />
          <AccountMenu help={() => setHelps(true)} />
        </div>
      </header>
      <nav className={opened ? "frame-nav opened" : "frame-nav"} aria-label={texts.navigation} {...leaving}>
        <Navigation close={close} />
      </nav>
      <main className="frame-main" id="main" tabIndex={-1}>
        <Room />
      </main>
    </>
  );
}
