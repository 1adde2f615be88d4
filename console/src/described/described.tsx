import type { Permission, Role } from "../api/types.ts";
import { useGerman } from "../texts/language.tsx";

/** What the server describes in English sentences of its own, and where each has its German. Who reads English loads none of it. */
const GERMAN = {
  permission: async () => (await import("./permissions.ts")).german,
  role: async () => (await import("./roles.ts")).german,
  setting: async () => (await import("./settings.ts")).german,
  "setting's default": async () => (await import("./settings.ts")).germanDefault,
  job: async () => (await import("./jobs.ts")).german,
} as const;

/** A sentence, and what to mark it with where it is of another language than the page. */
export interface Said {
  readonly words: string;
  readonly lang?: "en";
}

/**
 * Says what the server describes in the language of the page: nothing while its German is read, and in the server's words where that is not
 * to be had. What has no German is of an installation's own making, and stays as it is.
 */
export function useDescribed(kind: keyof typeof GERMAN): (name: string, words: string) => Said {
  const { isGerman, german, isMissing } = useGerman(kind, GERMAN[kind]);
  return (name, words) => {
    if (!isGerman) return { words };
    if (isMissing) return { words, lang: "en" };
    return { words: german ? (german(name) ?? words) : "" };
  };
}

/** Says what permissions allow. */
export function usePermissionSentence(): (permission: Pick<Permission, "name" | "sentence">) => string {
  const say = useDescribed("permission");
  return ({ name, sentence }) => say(name, sentence).words;
}

type DescribedRole = Pick<Role, "name" | "description" | "system_managed">;

/** Says what roles are for: those that are made by hand as they were described. */
export function useRoleDescription(): (role: DescribedRole) => Said {
  const say = useDescribed("role");
  return ({ name, description, system_managed }) => (system_managed ? say(name, description ?? "") : { words: description ?? "" });
}

/** What a role is for. */
export function RoleDescription({ role }: { readonly role: DescribedRole }) {
  const { words, ...marked } = useRoleDescription()(role);
  return <bdi {...marked}>{words}</bdi>;
}
