import { notifications } from "@mantine/notifications";
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { useWorld } from "./world.ts";

/** What a name must look like to be repeated: whoever made the address made the names in it, too. */
const NAME = /^[a-z][a-z0-9_]{0,29}$/i;

/** Says once what the address that was opened asked for in vain, by its name: a list whose filter fell away shows more than was meant. */
export function useLeftOut(): void {
  const texts = useTexts(common);
  const { opened } = useWorld();
  const known = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.search });
  useEffect(() => {
    if (known === undefined) return;
    const names = new Set([...opened].flatMap(([name, value]) => (value !== "" && !Object.hasOwn(known, name) ? [name] : [])));
    for (const name of [...opened.keys()]) opened.delete(name);
    if (names.size > 0) notifications.show({ message: texts.leftOut([...names].filter((name) => NAME.test(name)).slice(0, 3)), withBorder: true });
  }, [known, opened, texts]);
}
