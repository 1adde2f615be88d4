import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { Contested } from "../parts/contest.tsx";
import { Failure } from "../parts/failure.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { useHeld } from "../parts/held.ts";
import { Section } from "../parts/section.tsx";
import { useVersioned, type Version } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { DeleteWorkspace } from "./delete.tsx";
import { WorkspaceNameField } from "./name-field.tsx";
import { readWorkspace, useWorkspace, type VersionedWorkspace, workspaceKey } from "./read.ts";
import { workspaces } from "./texts.ts";

type Update = components["schemas"]["WorkspaceUpdate"];

type SettingsFields = {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly logo: string;
  readonly versionToRun: string;
  readonly newOwner: string;
};

const versionOf = ({ workspace, etag }: VersionedWorkspace): Version<SettingsFields> => {
  const { name, display_name, description, logo_url, zenml_service, owner } = workspace;
  const fields = {
    name,
    displayName: display_name,
    description: description ?? "",
    logo: logo_url ?? "",
    versionToRun: zenml_service.configuration?.version ?? "",
    newOwner: owner?.id ?? "",
  };
  return { fields, etag };
};

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** What is sent: the fields that changed; an empty text clears. */
function updateOf({ name, displayName, description, logo, versionToRun, newOwner }: Partial<SettingsFields>): Update {
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(displayName !== undefined && { display_name: displayName.trim() }),
    ...(description !== undefined && { description: orNull(description) }),
    ...(logo !== undefined && { logo_url: orNull(logo) }),
    ...(versionToRun !== undefined && { zenml_service: { configuration: { version: orNull(versionToRun) } } }),
    ...(newOwner !== undefined && newOwner !== "" && { owner_id: newOwner }),
  };
}

function useSettings(loaded: VersionedWorkspace) {
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id, organization } = loaded.workspace;
  const keep = (version: VersionedWorkspace) => queries.setQueryData(workspaceKey(id), version);
  return useVersioned<SettingsFields>(versionOf(loaded), {
    read: async () => {
      const current = await readWorkspace(api, id);
      keep(current);
      return versionOf(current);
    },
    write: async (changed, etag) => {
      const params = { path: { workspace_id: id }, header: { "If-Match": etag } };
      const { value, headers } = answerOf(await api.PATCH("/workspaces/{workspace_id}", { params, body: updateOf(changed) }));
      const saved = { workspace: value, etag: headers.get("etag") ?? "" };
      keep(saved);
      return versionOf(saved);
    },
    done: () => void queries.invalidateQueries({ queryKey: ["workspaces", organization.id] }),
  });
}

function SettingsForm({ loaded }: { readonly loaded: VersionedWorkspace }) {
  const texts = useTexts(workspaces);
  const { save } = useTexts(common);
  const { values, set, contest, saving, isChanged } = useSettings(loaded);
  const { organization, owner } = loaded.workspace;
  const wrong = fieldsOf(saving.error);
  const text = (field: "displayName" | "logo" | "versionToRun", hint: string | undefined, sent: string) => (
    <TextInput
      label={texts[field]}
      {...(hint !== undefined && { description: hint })}
      value={values[field]}
      error={wrong[sent]}
      autoComplete="off"
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  return (
    <Stack
      component="form"
      maw={560}
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (isChanged && !saving.isPending) saving.mutate();
      }}
    >
      <Contested contest={contest} labels={texts} values={values} set={set} />
      <WorkspaceNameField
        organizationId={organization.id}
        own={loaded.workspace.name}
        value={values.name}
        error={wrong["name"]}
        onChange={(name) => set("name", name)}
      />
      {text("displayName", undefined, "display_name")}
      <Textarea
        label={texts.description}
        value={values.description}
        error={wrong["description"]}
        maxLength={256}
        autosize
        minRows={2}
        onChange={(event) => set("description", event.currentTarget.value)}
      />
      {text("logo", undefined, "logo_url")}
      {text("versionToRun", texts.versionHint, "version")}
      <AccountSelect
        label={texts.newOwner}
        description={texts.newOwnerHint}
        error={wrong["owner_id"]}
        organizationId={organization.id}
        value={values.newOwner === (owner?.id ?? "") ? null : values.newOwner}
        onChange={(id) => set("newOwner", id ?? owner?.id ?? "")}
      />
      {saving.isError && <Failure error={saving.error} />}
      <Group>
        <Button type="submit" loading={saving.isPending}>
          {save}
        </Button>
        <Text size="sm" role="status">
          {!isChanged && (saving.isSuccess && contest === null ? texts.saved : texts.unchanged)}
        </Text>
      </Group>
    </Stack>
  );
}

/** Changes a workspace, and ends it. */
export function WorkspaceSettingsPage() {
  const texts = useTexts(workspaces);
  const { organizationId, query } = useWorkspace();
  const { may } = useHeld(organizationId);
  const [isDeleting, setDeleting] = useState(false);
  if (!query.data) return null;
  return (
    <Stack gap="lg">
      <Section title={texts.settings} lead={texts.settingsLead}>
        <SettingsForm key={query.data.workspace.id} loaded={query.data} />
      </Section>
      {may("workspace:delete") && (
        <Section title={texts.end} lead={texts.endLead}>
          <Button color="red.9" onClick={() => setDeleting(true)}>
            {texts.remove}
          </Button>
          <DeleteWorkspace workspace={query.data.workspace} opened={isDeleting} close={() => setDeleting(false)} />
        </Section>
      )}
    </Stack>
  );
}
