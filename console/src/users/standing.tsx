import { Group } from "@mantine/core";
import type { User } from "../api/types.ts";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import { users } from "./texts.ts";

/** Whether an account is active, and what it is besides a person. */
export function Standing({ user }: { readonly user: User }) {
  const texts = useTexts(users);
  return (
    <Group gap={4}>
      <Mark tone={user.is_active ? "good" : "bad"}>{user.is_active ? texts.active : texts.inactive}</Mark>
      {user.is_superuser && <Mark tone="warn">{texts.superuser}</Mark>}
      {user.is_service_account && <Mark>{texts.machine}</Mark>}
    </Group>
  );
}
