import { Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import type { Role } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useRights } from "../organizations/rights.ts";
import { Contested } from "../parts/contest.tsx";
import { Editor } from "../parts/editor.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { useTexts } from "../texts/language.tsx";
import { layOut } from "./grid.ts";
import { Matrix } from "./matrix.tsx";
import { readRole, usePermissions } from "./read.ts";
import { roles as catalogue } from "./texts.ts";

/** What the form of a role holds; of the permissions their names, with commas. */
type RoleValues = { readonly name: string; readonly description: string; readonly permissions: string };

const listed = (permissions: Iterable<string>): string => [...permissions].sort().join(", ");
const parts = (permissions: string): readonly string[] => (permissions === "" ? [] : permissions.split(", "));

const formOf = ({ name, description, permissions }: Role): RoleValues => ({ name, description: description ?? "", permissions: listed(permissions) });

async function writeRole(api: Api, id: string, { name, description, permissions }: Partial<RoleValues>, etag: string): Promise<Versioned<Role>> {
  const body = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description: description === "" ? null : description }),
    ...(permissions !== undefined && { permissions: [...parts(permissions)] }),
  };
  return versionedOf(await api.PATCH("/roles/{role_id}", { params: { path: { role_id: id }, header: { "If-Match": etag } }, body }));
}

/** A custom role, to be edited. */
export function RoleForm({ organizationId, loaded }: { readonly organizationId: string; readonly loaded: Versioned<Role> }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { may } = useRights();
  const queries = useQueryClient();
  const catalogued = usePermissions();
  const { id, level } = loaded.value;
  const { values, set, saving, contest, isChanged, isSaved } = useVersioned({
    loaded,
    formOf,
    read: () => readRole(api, id),
    write: (changes, etag) => writeRole(api, id, changes, etag),
    keep: (version) => queries.setQueryData(["role", id], version),
    done() {
      void queries.invalidateQueries({ queryKey: ["roles", organizationId] });
      void queries.invalidateQueries({ queryKey: ["roles", "own", organizationId] });
    },
  });
  if (catalogued.length === 0) return <Loading />;
  const wrong = fieldsOf(saving.error);
  const chosen = new Set(parts(values.permissions));
  return (
    <Editor saving={saving} isChanged={isChanged} isSaved={isSaved}>
      <Contested contest={contest} labels={{ name: texts.name, description: texts.description, permissions: texts.permissions }} values={values} set={set} />
      <Section title={texts.facts}>
        <Stack maw={560}>
          <NameInput label={texts.name} required value={values.name} error={wrong["name"]} onChange={(text) => set("name", text)} />
          <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
        </Stack>
      </Section>
      <Section title={texts.permissions} lead={texts.permissionsLead} flush>
        <Matrix
          grid={layOut(catalogued, level === "team" ? "organization" : level)}
          chosen={chosen}
          mayHold={may}
          onChange={(next) => set("permissions", listed(next))}
        />
      </Section>
      <Text size="sm" c="dimmed">
        {texts.chosen(chosen.size)}
      </Text>
    </Editor>
  );
}
