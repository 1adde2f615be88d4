import { useRouter } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { forGood } from "../auth/stored.ts";
import { late, Spare } from "./late.tsx";
import { useMe } from "./world.ts";

/** Where the browser keeps that single keys do nothing (WCAG 2.1.4). */
export const SHORTCUTS = "roster.console.shortcuts";
/** So long after `g` the next key says where to go, in milliseconds. */
const GOES = 1500;

/** Where keys have a meaning of their own: what is typed into, and what is open over the page. */
const TAKEN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]";

const isTaken = ({ target }: KeyboardEvent) =>
  (target instanceof Element && target.closest(TAKEN) !== null) || document.querySelector("[aria-modal=true]") !== null;

const Help = late(() => import("../shortcuts/help.tsx").then((loaded) => loaded.Help));

interface Props {
  /** Whether the help is shown. */
  readonly shown: boolean;
  show(shown: boolean): void;
}

/** Single keys: `?` for the help, `/` to search, `g` and another one to go somewhere. What they do is loaded with their first use. */
export function Shortcuts({ shown, show }: Props) {
  const router = useRouter();
  const isSuperuser = useMe()?.is_superuser === true;
  useEffect(() => {
    let going = Number.NEGATIVE_INFINITY;
    const goTo = async (key: string) => {
      const { roomOf } = await import("../shortcuts/rooms.ts");
      const to = roomOf(key, isSuperuser);
      if (to !== undefined) await router.navigate({ to });
    };
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      if (ctrlKey || metaKey || altKey || repeat || key === "Shift" || isTaken(event) || forGood.read(SHORTCUTS) === "off") return;
      const goes = event.timeStamp - going < GOES;
      going = Number.NEGATIVE_INFINITY;
      const field = key === "/" && document.querySelector<HTMLElement>("main input[type=search]");
      if (goes) void goTo(key);
      else if (key === "g") going = event.timeStamp;
      else if (key === "?") show(true);
      else if (field) field.focus();
      else return;
      // In tables some of them walk.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, [router, isSuperuser, show]);
  if (!shown) return null;
  return (
    <Spare fallback={null} failed={() => show(false)}>
      <Suspense>
        <Help close={() => show(false)} />
      </Suspense>
    </Spare>
  );
}
