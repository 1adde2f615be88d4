import { createLink, useLocation } from "@tanstack/react-router";
import { type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePartTitle } from "../app/title.ts";

/** A link to one of the pages of a thing; the one that is shown is marked for the eye and for `aria-current`. */
export const TabLink = createLink(function TabAnchor({ ref, ...props }: React.ComponentProps<"a"> & { readonly ref?: Ref<HTMLAnchorElement> }) {
  return <a ref={ref} {...props} className="tab-link" />;
});

/** The pages of one thing: `TabLink`s. The one that is shown is said in the title; where they do not fit, it is scrolled to. */
export function Tabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const [name, setName] = useState("");
  usePartTitle("tab", name);
  useLayoutEffect(() => setName(nav.current?.querySelector("[aria-current=page]")?.textContent ?? ""));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another tab
  useEffect(() => {
    const tabs = nav.current;
    const shown = tabs?.querySelector<HTMLElement>("[aria-current=page]");
    if (tabs && shown) tabs.scrollLeft = shown.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - shown.clientWidth) / 2;
  }, [pathname]);
  return (
    <nav aria-label={label} className="tabs" ref={nav}>
      {children}
    </nav>
  );
}
