import { createLink } from "@tanstack/react-router";
import type { ReactNode, Ref } from "react";

/** A link to one of the pages of a thing; the one that is shown is marked for the eye and for `aria-current`. */
export const TabLink = createLink(function TabAnchor({ ref, ...props }: React.ComponentProps<"a"> & { readonly ref?: Ref<HTMLAnchorElement> }) {
  return <a ref={ref} {...props} className="tab-link" />;
});

/** The pages of one thing: `TabLink`s. */
export function Tabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav aria-label={label} className="tabs">
      {children}
    </nav>
  );
}
