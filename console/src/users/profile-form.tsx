import { Button, Group, JsonInput, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Api, ApiError, answerOf } from "../api/client.ts";
import type { UserUpdate } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { type FieldFaults, fieldsOf } from "../parts/fields.tsx";
import { differing, together } from "../parts/together.ts";
import { useTexts } from "../texts/language.tsx";
import { type Conflict, ConflictChoice } from "./conflict.tsx";
import { oneTexts } from "./one-texts.ts";
import { changes, type Field, FLAG_FIELDS, isMetadata, type Profile, profileOf, TEXT_FIELDS, type TextField } from "./profile.ts";
import { readUser, type VersionedUser } from "./read.ts";
import { users } from "./texts.ts";

/** Writes what changed, if the account is still of that version. */
async function write(api: Api, { user, etag }: VersionedUser, body: UserUpdate): Promise<VersionedUser> {
  const answer = await api.PATCH("/users/{user_id}", { params: { path: { user_id: user.id }, header: { "If-Match": etag } }, body });
  const { value, headers } = answerOf(answer);
  return { user: value, etag: headers.get("etag") ?? "" };
}

function useProfile(loaded: VersionedUser) {
  const { api } = useWorld();
  const queries = useQueryClient();
  const [base, setBase] = useState(loaded);
  const [profile, setProfile] = useState(() => profileOf(loaded.user));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const keep = (version: VersionedUser) => {
    setBase(version);
    queries.setQueryData(["user", version.user.id], version);
  };
  const saving = useMutation({
    async mutationFn() {
      const began = profileOf(base.user);
      try {
        const saved = await write(api, base, changes(began, profile));
        setProfile(profileOf(saved.user));
        setConflict(null);
        keep(saved);
        await queries.invalidateQueries({ queryKey: ["users"] });
        return "saved" as const;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const current = await readUser(api, base.user.id);
        const theirs = profileOf(current.user);
        const { merged, contested } = together(began, profile, theirs);
        setConflict({ contested, mine: profile, theirs });
        setProfile(merged);
        keep(current);
        return "conflict" as const;
      }
    },
  });
  const set = (field: Field, value: string | boolean) => {
    if (!saving.isPending) saving.reset();
    setProfile((before) => ({ ...before, [field]: value }));
  };
  return { profile, conflict, saving, set, changed: differing(profileOf(base.user), profile).length > 0 };
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
export function ProfileForm({ loaded, administers }: { readonly loaded: VersionedUser; readonly administers: boolean }) {
  const texts = useTexts(users);
  const more = useTexts(oneTexts);
  const { profile, conflict, saving, set, changed } = useProfile(loaded);
  const wrong = fieldsOf(saving.error);
  const isFit = isMetadata(profile.metadata);
  const why = { is_active: more.activeWhy, is_superuser: more.superuserWhy };
  return (
    <Stack
      component="form"
      maw={820}
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (changed && isFit && !saving.isPending) saving.mutate();
      }}
    >
      {conflict && <ConflictChoice conflict={conflict} profile={profile} onChoose={set} />}
      <TextFields profile={profile} wrong={wrong} provider={loaded.user.oauth_provider} set={set} />
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
        value={profile.metadata}
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
            checked={profile[field]}
            onChange={(event) => set(field, event.currentTarget.checked)}
          />
        ))}
      {saving.isError && <Failure error={saving.error} />}
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {texts.save}
        </Button>
        <Text size="sm" role="status">
          {!changed && (saving.data === "saved" ? texts.saved : texts.unchanged)}
        </Text>
      </Group>
    </Stack>
  );
}
