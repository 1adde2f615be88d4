import { notifications } from "@mantine/notifications";
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";

/** What a name must look like to be repeated: whoever made the address made the names in it, too. */
const NAME = /^[a-z][a-z0-9_]{0,29}$/i;

/** What the address that was opened asked for, before the router takes out what its page does not know. */
const given = new URLSearchParams(location.search);

/** Says once what the address that was opened asked for in vain, by its name: a list whose filter fell away shows more than was meant. */
export function useLeftOut(): void {
  const texts = useTexts(common);
  const known = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.search });
  useEffect(() => {
    if (known === undefined) return;
    const names = new Set([...given].flatMap(([name, value]) => (value !== "" && !Object.hasOwn(known, name) ? [name] : [])));
    for (const name of [...given.keys()]) given.delete(name);
    if (names.size > 0) notifications.show({ message: texts.leftOut([...names].filter((name) => NAME.test(name)).slice(0, 3)), withBorder: true });
  }, [known, texts]);
}
