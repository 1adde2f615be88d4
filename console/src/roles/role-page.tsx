import { Button, Text } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Role } from "../api/types.ts";
import { ButtonLink, PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { RoleDescription } from "../described/described.tsx";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Mark } from "../parts/mark.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { SubPage } from "../parts/sub-page.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { RoleForm } from "./form.tsx";
import { layOut } from "./grid.ts";
import { Holders } from "./holder-list.tsx";
import { Matrix } from "./matrix.tsx";
import { readRole, usePermissions } from "./read.ts";
import { roles as catalogue } from "./texts.ts";

interface DeleteProps {
  readonly organizationId: string;
  readonly role: Role;
  close(): void;
}

function DeleteRole({ organizationId, role: { id, name }, close }: DeleteProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const navigate = useNavigate();
  const deleting = useAct({
    run: async () => answerOf(await api.DELETE("/roles/{role_id}", { params: { path: { role_id: id } } })),
    renews: [["roles", organizationId]],
    done: () => texts.deleted(name),
    after: () => navigate({ to: "/organizations/$organizationId/roles", params: { organizationId }, replace: true }),
  });
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      opened
      close={close}
      danger
      submit={useTexts(common).delete}
      pending={deleting.isPending}
      error={deleting.error}
      onSubmit={() => deleting.mutate()}
    >
      <Text size="sm">{texts.deleteWhy}</Text>
    </Confirm>
  );
}

function Actions({ organizationId, role }: Omit<DeleteProps, "close">) {
  const texts = useTexts(catalogue);
  const shared = useTexts(common);
  const { may } = useRights();
  const [deletes, setDeletes] = useState(false);
  return (
    <>
      {may("role:create") && role.level !== "team" && (
        <ButtonLink
          to="/organizations/$organizationId/roles/new"
          params={{ organizationId }}
          search={{ from: role.id }}
          variant="default"
          leftSection={<IconCopy {...ICON} />}
        >
          {texts.copy}
        </ButtonLink>
      )}
      {may("role:delete") && !role.system_managed && (
        <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={() => setDeletes(true)}>
          {shared.delete}
        </Button>
      )}
      {deletes && <DeleteRole organizationId={organizationId} role={role} close={() => setDeletes(false)} />}
    </>
  );
}

/** What a role allows, for whoever may not change it. */
function ReadOnly({ role }: { readonly role: Role }) {
  const texts = useTexts(catalogue);
  const permissions = usePermissions();
  if (permissions.length === 0) return <Loading />;
  const held = new Set(role.permissions);
  return (
    <Section title={texts.permissions} lead={texts.readOnlyLead} flush>
      <Matrix grid={layOut(permissions, role.level === "team" ? "organization" : role.level)} chosen={held} mayHold={() => false} />
    </Section>
  );
}

/** One role: what it allows, and who holds it. */
export function RolePage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const { roleId } = useParams({ from: "/organizations/$organizationId/roles/$roleId" });
  const { may } = useRights();
  const { data, error, refetch } = useQuery({
    queryKey: ["role", roleId],
    queryFn: ({ signal }) => readRole(api, roleId, signal),
    // What is being edited is not replaced underneath.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (error && !data) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loading />;
  const { value: role } = data;
  return (
    <SubPage
      back={
        <PageLink to="/organizations/$organizationId/roles" params={{ organizationId }} size="sm">
          {texts.title}
        </PageLink>
      }
      title={role.name}
      marks={
        <>
          <Mark tone="quiet">{texts.levels[role.level]}</Mark>
          <Mark tone={role.system_managed ? "quiet" : "plain"}>{role.system_managed ? texts.predefined : texts.custom}</Mark>
        </>
      }
      lead={role.description && <RoleDescription role={role} />}
      actions={<Actions organizationId={organizationId} role={role} />}
    >
      {may("role:update") && !role.system_managed ? <RoleForm key={roleId} organizationId={organizationId} loaded={data} /> : <ReadOnly role={role} />}
      {may("role:read") && <Holders organizationId={organizationId} role={role} />}
    </SubPage>
  );
}
