import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useShownTitle } from "./title.ts";

/** Tells whoever listens which page they came to, and lets the keyboard go on from its beginning, where what led there is not on it. */
export function Arrival() {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const title = useShownTitle();
  const before = useRef(path);
  const [hasMoved, setMoved] = useState(false);
  useEffect(() => {
    if (path === undefined || path === before.current) return;
    const isFirst = before.current === undefined;
    before.current = path;
    if (isFirst) return;
    setMoved(true);
    const active = document.activeElement;
    if (!active || active === document.body || active.closest(".frame-head, .frame-nav")) document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div className="heard" aria-live="polite">
      {hasMoved && title}
    </div>
  );
}
