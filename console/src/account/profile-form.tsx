import { Avatar, Box, Group, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Versioned, versionedOf } from "../api/client.ts";
import type { User, UserUpdate } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Contested } from "../parts/contest.tsx";
import { Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { keptOf, useKeep } from "../parts/kept.ts";
import { differing } from "../parts/together.ts";
import { useVersioned } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { readSelf, SELF } from "./read.ts";
import { account } from "./texts.ts";

const NAME = "account.profile";
const FIELDS = ["name", "username", "email", "company", "job_title", "avatar_url"] as const;
type Field = (typeof FIELDS)[number];
type Profile = Readonly<Record<Field, string>>;

/** What the autofill of browsers knows them as. */
const AUTOCOMPLETE: Profile = {
  name: "name",
  username: "username",
  email: "email",
  company: "organization",
  job_title: "organization-title",
  avatar_url: "photo",
};
const TYPES: Partial<Profile> = { email: "email", avatar_url: "url" };

/** An empty field is an empty text. */
const profileOf = (user: User): Profile => Object.fromEntries(FIELDS.map((field) => [field, user[field] ?? ""])) as Profile;
/** What is sent: an empty text clears. */
const updateOf = (changed: Partial<Profile>) => Object.fromEntries(Object.entries(changed).map(([field, value]) => [field, value || null])) as UserUpdate;

function useOwnProfile(loaded: Versioned<User>) {
  const { api, session } = useWorld();
  const queries = useQueryClient();
  return useVersioned({
    loaded,
    formOf: profileOf,
    read: () => readSelf(api),
    write: async (changed, etag) => versionedOf(await api.PATCH("/users/me", { params: { header: { "If-Match": etag } }, body: updateOf(changed) })),
    keep(version) {
      queries.setQueryData(SELF, version);
      queries.setQueryData(["me"], version.value);
    },
    kept: keptOf<Partial<Profile>>(NAME, session.subject()),
  });
}

/** One's own profile, to be edited. */
export function ProfileForm({ loaded }: { readonly loaded: Versioned<User> }) {
  const texts = useTexts(account);
  const { save } = useTexts(common);
  const { values, set, contest, saving, isChanged, isSaved } = useOwnProfile(loaded);
  const wrong = fieldsOf(saving.error);
  const { value: user } = loaded;
  const isExternal = user.oauth_provider !== null;
  const kept = useMemo(() => Object.fromEntries(differing(profileOf(user), values).map((field) => [field, values[field]])), [user, values]);
  useKeep(NAME, kept);
  return (
    <Box maw={560}>
      <Form
        submit={save}
        pending={saving.isPending}
        error={saving.error}
        disabled={!isChanged}
        onSubmit={() => saving.mutate()}
        status={isChanged ? "" : isSaved ? texts.saved : texts.unchanged}
      >
        <Contested contest={contest} labels={texts.fields} values={values} set={set} />
        <Group gap="md" wrap="nowrap">
          <Avatar size={56} radius="xl" name={values.name || values.username} className="quiet-avatar" aria-hidden="true" />
          <Text size="sm" c="dimmed">
            {isExternal ? texts.byProvider : texts.picture}
          </Text>
        </Group>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            name={field}
            label={texts.fields[field]}
            description={texts.hints[field]}
            value={values[field]}
            error={wrong[field]}
            readOnly={isExternal && (field === "username" || field === "email")}
            autoComplete={AUTOCOMPLETE[field]}
            type={TYPES[field] ?? "text"}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ))}
      </Form>
    </Box>
  );
}
