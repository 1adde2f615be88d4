import type { QueryKey } from "@tanstack/react-query";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { useTexts } from "../texts/language.tsx";
import { giveRole, type Holder, type Place, type Role, takeRole } from "./place.ts";
import { grants } from "./texts.ts";

interface Grant {
  readonly holder: Holder;
  readonly role: Role;
}

/** Gives a role at a place; it can be taken back. @param renews lists that show it */
export function useGive(place: Place, renews: readonly QueryKey[]) {
  const texts = useTexts(grants);
  const { api } = useWorld();
  return useAct({
    run: ({ holder, role }: Grant) => giveRole(api, role.id, holder, place),
    renews: [...renews, ["explain"]],
    done: ({ holder, role }) => texts.given(role.name, holder.name),
    undo: ({ holder, role }) => takeRole(api, role.id, holder, place),
  });
}

/** Takes a role at a place; it can be given again. @param renews lists that show it */
export function useTake(place: Place, renews: readonly QueryKey[]) {
  const texts = useTexts(grants);
  const { api } = useWorld();
  return useAct({
    run: ({ holder, role }: Grant) => takeRole(api, role.id, holder, place),
    renews: [...renews, ["explain"]],
    done: ({ holder, role }) => texts.taken(role.name, holder.name),
    undo: ({ holder, role }) => giveRole(api, role.id, holder, place),
  });
}
