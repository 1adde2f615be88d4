import { Box, Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Versioned, versionedOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { Contested } from "../parts/contest.tsx";
import { Editor } from "../parts/editor.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { useHeld } from "../parts/held.ts";
import { DescriptionInput } from "../parts/inputs.tsx";
import { Section } from "../parts/section.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { useTexts } from "../texts/language.tsx";
import { DeleteWorkspace } from "./delete.tsx";
import { WorkspaceNameField } from "./name-field.tsx";
import { readWorkspace, useWorkspace, type Workspace, workspaceKey } from "./read.ts";
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

const formOf = ({ name, display_name, description, logo_url, zenml_service, owner }: Workspace): SettingsFields => ({
  name,
  displayName: display_name,
  description: description ?? "",
  logo: logo_url ?? "",
  versionToRun: zenml_service.configuration?.version ?? "",
  newOwner: owner?.id ?? "",
});

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

function useSettings(loaded: Versioned<Workspace>) {
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id, organization } = loaded.value;
  return useVersioned({
    loaded,
    formOf,
    read: () => readWorkspace(api, id),
    async write(changed, etag) {
      const params = { path: { workspace_id: id }, header: { "If-Match": etag } };
      return versionedOf<Workspace>(await api.PATCH("/workspaces/{workspace_id}", { params, body: updateOf(changed) }));
    },
    keep: (version) => queries.setQueryData(workspaceKey(id), version),
    done: () => void queries.invalidateQueries({ queryKey: ["workspaces", organization.id] }),
  });
}

function SettingsForm({ loaded }: { readonly loaded: Versioned<Workspace> }) {
  const texts = useTexts(workspaces);
  const { values, set, contest, saving, isChanged, isSaved } = useSettings(loaded);
  const { organization, owner } = loaded.value;
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
    <Box maw={560}>
      <Editor saving={saving} isChanged={isChanged} isSaved={isSaved}>
        <Contested contest={contest} labels={texts} values={values} set={set} />
        <WorkspaceNameField
          organizationId={organization.id}
          own={loaded.value.name}
          value={values.name}
          error={wrong["name"]}
          onChange={(name) => set("name", name)}
        />
        {text("displayName", undefined, "display_name")}
        <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
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
      </Editor>
    </Box>
  );
}

/** Changes a workspace, and ends it. */
export function WorkspaceSettingsPage() {
  const texts = useTexts(workspaces);
  const { organizationId, workspaceId, query } = useWorkspace();
  const { may } = useHeld(organizationId).at({ workspaceId });
  const [isDeleting, setDeleting] = useState(false);
  if (!query.data) return null;
  return (
    <Stack gap="lg">
      <Section title={texts.settings} lead={texts.settingsLead}>
        <SettingsForm key={query.data.value.id} loaded={query.data} />
      </Section>
      {may("workspace:delete") && (
        <Section title={texts.end} lead={texts.endLead}>
          <Button color="red.9" onClick={() => setDeleting(true)}>
            {texts.remove}
          </Button>
          <DeleteWorkspace workspace={query.data.value} opened={isDeleting} close={() => setDeleting(false)} />
        </Section>
      )}
    </Stack>
  );
}
