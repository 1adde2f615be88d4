import { Select, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Permission, Role } from "../api/types.ts";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { useAct } from "../parts/act.tsx";
import { Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import type { Held } from "../parts/held.ts";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SubPage } from "../parts/sub-page.tsx";
import { useTexts } from "../texts/language.tsx";
import { type GrantLevel, layOut } from "./grid.ts";
import { Matrix } from "./matrix.tsx";
import { usePermissions, useRoles } from "./read.ts";
import { roles as catalogue } from "./texts.ts";

const GRANT_LEVELS = ["organization", "workspace", "project"] as const;

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly level: GrantLevel;
  readonly permissions: ReadonlySet<string>;
}

/** What a new role begins with: nothing, or what another holds and one may allow. */
function draftOf(role: Role | undefined, rights: Held, copyName: (name: string) => string): Draft {
  if (!role || role.level === "team") return { name: "", description: "", level: "organization", permissions: new Set() };
  return {
    name: copyName(role.name).slice(0, 50),
    // What is said of a predefined role is soon untrue of a copy.
    description: (role.system_managed ? null : role.description) ?? "",
    level: role.level,
    permissions: new Set(role.permissions.filter((permission) => rights.may(permission))),
  };
}

interface Props {
  readonly organizationId: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  readonly from: Role | undefined;
}

function MakeForm({ organizationId, roles, permissions, from }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const rights = useRights();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => draftOf(from, rights, texts.copyName));
  const making = useAct<Draft, Role>({
    async run({ name, description, level, permissions: chosen }) {
      const body = { name, level, organization_id: organizationId, permissions: [...chosen].sort(), ...(description !== "" && { description }) };
      return answerOf(await api.POST("/roles", { body })).value;
    },
    renews: [["roles", organizationId]],
    done: ({ name }) => texts.made(name),
    after: (_draft, { id }) => navigate({ to: "/organizations/$organizationId/roles/$roleId", params: { organizationId, roleId: id } }),
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const grid = layOut(permissions, draft.level);
  const fitting = new Set(grid.parts.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.permissions).map(({ name }) => name))));
  const wrong = fieldsOf(making.error);
  const toList = () => navigate({ to: "/organizations/$organizationId/roles", params: { organizationId } });
  return (
    <Form
      submit={texts.make}
      pending={making.isPending}
      error={making.error}
      disabled={draft.name.trim() === ""}
      onSubmit={() => making.mutate({ ...draft, permissions: new Set([...draft.permissions].filter((name) => fitting.has(name))) })}
      cancel={toList}
    >
      <Section title={texts.facts}>
        <Stack maw={560}>
          <Select
            label={texts.copyOf}
            placeholder={texts.copyOfHint}
            searchable
            clearable
            clearButtonProps={{ "aria-label": texts.clear }}
            defaultValue={from?.id ?? null}
            data={roles.filter(({ level }) => level !== "team").map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              const role = roles.find((one) => one.id === id);
              if (!role) return;
              const copied = draftOf(role, rights, texts.copyName);
              set({ level: copied.level, permissions: copied.permissions, ...(draft.name === "" && { name: copied.name }) });
            }}
          />
          <NameInput label={texts.name} required value={draft.name} error={wrong["name"]} onChange={(text) => set({ name: text })} />
          <DescriptionInput label={texts.description} value={draft.description} error={wrong["description"]} onChange={(text) => set({ description: text })} />
          <Select
            label={texts.level}
            description={texts.levelHint}
            allowDeselect={false}
            value={draft.level}
            data={GRANT_LEVELS.map((value) => ({ value, label: texts.levels[value] }))}
            onChange={(value) => set({ level: GRANT_LEVELS.find((level) => level === value) ?? "organization" })}
          />
        </Stack>
      </Section>
      <Section title={texts.permissions} lead={texts.makeLead} flush>
        <Matrix grid={grid} chosen={draft.permissions} mayHold={rights.may} onChange={(chosen) => set({ permissions: chosen })} />
      </Section>
      <Text size="sm" c="dimmed" role="status">
        {texts.chosen([...draft.permissions].filter((name) => fitting.has(name)).length)}
      </Text>
    </Form>
  );
}

/** Makes a role of one's own, from nothing or as a copy of another. */
export function MakeRolePage() {
  const texts = useTexts(catalogue);
  const { organizationId } = useOrganization();
  const { from } = useSearch({ from: "/organizations/$organizationId/roles/new" });
  const permissions = usePermissions();
  const roles = useRoles(organizationId);
  const { known } = useRights();
  const isReady = known && permissions.length > 0 && roles.length > 0;
  return (
    <SubPage
      back={
        <PageLink to="/organizations/$organizationId/roles" params={{ organizationId }} size="sm">
          {texts.title}
        </PageLink>
      }
      title={texts.make}
    >
      {isReady ? (
        <MakeForm key={from ?? "new"} organizationId={organizationId} roles={roles} permissions={permissions} from={roles.find(({ id }) => id === from)} />
      ) : (
        <Loading />
      )}
    </SubPage>
  );
}
