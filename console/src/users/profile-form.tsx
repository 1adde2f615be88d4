import { Box, JsonInput, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Versioned, versionedOf } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Contested } from "../parts/contest.tsx";
import { Editor } from "../parts/editor.tsx";
import { type FieldFaults, fieldsOf } from "../parts/fields.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { useTexts } from "../texts/language.tsx";
import { oneTexts } from "./one-texts.ts";
import { type Field, FLAG_FIELDS, isMetadata, type Profile, profileOf, TEXT_FIELDS, type TextField, updateOf } from "./profile.ts";
import { readUser } from "./read.ts";
import { users } from "./texts.ts";

function useProfile(loaded: Versioned<User>) {
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id } = loaded.value;
  return useVersioned({
    loaded,
    formOf: profileOf,
    read: () => readUser(api, id),
    write: async (changed, etag) =>
      versionedOf(await api.PATCH("/users/{user_id}", { params: { path: { user_id: id }, header: { "If-Match": etag } }, body: updateOf(changed) })),
    keep: (version) => queries.setQueryData(["user", id], version),
    done: () => void queries.invalidateQueries({ queryKey: ["users"] }),
  });
}

interface FieldProps {
  readonly profile: Profile;
  readonly wrong: FieldFaults;
  /** The provider that keeps some of them. */
  readonly provider: string | null;
  set(field: Field, value: string | boolean): void;
}

/** Fields of one line. */
function TextFields({ profile, wrong, provider, set }: FieldProps) {
  const texts = useTexts(oneTexts);
  const { fields } = useTexts(users);
  const isKept = (field: TextField) => provider !== null && (field === "username" || field === "email");
  const hint = (field: TextField) => (field === "avatar_url" ? texts.avatarHint : isKept(field) && provider !== null ? texts.external(provider) : undefined);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {TEXT_FIELDS.filter((field) => field !== "metadata").map((field) => (
        <TextInput
          key={field}
          name={field}
          label={fields[field]}
          description={hint(field)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={profile[field]}
          error={wrong[field]}
          readOnly={isKept(field)}
          autoComplete="off"
          onChange={(event) => set(field, event.currentTarget.value)}
        />
      ))}
    </SimpleGrid>
  );
}

/** The profile of an account, to be edited. @param administers whether the reader may change what only superusers may */
export function ProfileForm({ loaded, administers }: { readonly loaded: Versioned<User>; readonly administers: boolean }) {
  const texts = useTexts(users);
  const more = useTexts(oneTexts);
  const { values, set, contest, saving, isChanged, isSaved } = useProfile(loaded);
  const wrong = fieldsOf(saving.error);
  const isFit = isMetadata(values.metadata);
  const why = { is_active: more.activeWhy, is_superuser: more.superuserWhy };
  return (
    <Box maw={820}>
      <Editor saving={saving} isChanged={isChanged} isSaved={isSaved} disabled={!isFit}>
        <Contested contest={contest} labels={texts.fields} values={values} set={set} />
        <TextFields profile={values} wrong={wrong} provider={loaded.value.oauth_provider} set={set} />
        <JsonInput
          name="metadata"
          label={texts.fields.metadata}
          description={more.metadataHint}
          inputWrapperOrder={["label", "input", "description", "error"]}
          classNames={{ input: "mono" }}
          autosize
          minRows={2}
          maxRows={14}
          spellCheck={false}
          value={values.metadata}
          error={wrong["metadata"] ?? (isFit ? undefined : more.metadataFault)}
          onChange={(value) => set("metadata", value)}
        />
        {administers &&
          FLAG_FIELDS.map((field) => (
            <Switch
              key={field}
              name={field}
              label={texts.fields[field]}
              description={why[field]}
              checked={values[field]}
              onChange={(event) => set(field, event.currentTarget.checked)}
            />
          ))}
      </Editor>
    </Box>
  );
}
