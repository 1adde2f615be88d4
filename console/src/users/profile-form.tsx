import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Api, ApiError, answerOf } from "../api/client.ts";
import type { UserUpdate } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Conflict, ConflictChoice } from "./conflict.tsx";
import { changes, differing, type Field, FLAG_FIELDS, merge, profileOf, TEXT_FIELDS } from "./merge.ts";
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
        const { merged, contested } = merge(began, profile, theirs);
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

/** The profile of an account, to be edited. */
export function ProfileForm({ loaded }: { readonly loaded: VersionedUser }) {
  const texts = useTexts(users);
  const { profile, conflict, saving, set, changed } = useProfile(loaded);
  const wrong = saving.error instanceof ApiError ? saving.error.fields : {};
  return (
    <Stack
      component="form"
      maw={560}
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (changed && !saving.isPending) saving.mutate();
      }}
    >
      {conflict && <ConflictChoice conflict={conflict} profile={profile} onChoose={set} />}
      {TEXT_FIELDS.map((field) => (
        <TextInput
          key={field}
          name={field}
          label={texts.fields[field]}
          value={profile[field]}
          error={wrong[field]}
          autoComplete="off"
          onChange={(event) => set(field, event.currentTarget.value)}
        />
      ))}
      {FLAG_FIELDS.map((field) => (
        <Switch key={field} name={field} label={texts.fields[field]} checked={profile[field]} onChange={(event) => set(field, event.currentTarget.checked)} />
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
