import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { Team } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Contested } from "../parts/contest.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Loading } from "../parts/page.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { readTeam, teamsOf } from "./read.ts";
import { teams as catalogue } from "./texts.ts";

/** What the form of a team holds. */
type TeamValues = { readonly name: string; readonly description: string };

interface FieldsProps {
  readonly values: TeamValues;
  readonly error: unknown;
  set(field: "name" | "description", value: string): void;
}

function TeamFields({ values, error, set }: FieldsProps) {
  const texts = useTexts(catalogue);
  const wrong = fieldsOf(error);
  return (
    <>
      <NameInput label={texts.name} value={values.name} error={wrong["name"]} required data-autofocus onChange={(text) => set("name", text)} />
      <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
    </>
  );
}

/** Makes a team, and goes to its page. */
export function MakeTeam({ organizationId, close }: { readonly organizationId: string; close(): void }) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const navigate = useNavigate();
  const [values, setValues] = useState<TeamValues>({ name: "", description: "" });
  const making = useAct<TeamValues, Team>({
    run: async ({ name, description }) =>
      answerOf(await api.POST("/teams", { body: { name, organization_id: organizationId, ...(description !== "" && { description }) } })).value,
    renews: teamsOf(organizationId),
    done: ({ name }) => texts.made(name),
    after(_values, { id }) {
      close();
      void navigate({ to: "/organizations/$organizationId/teams/$teamId", params: { organizationId, teamId: id } });
    },
  });
  return (
    <Dialog title={texts.make} opened close={close}>
      <Form
        submit={texts.make}
        pending={making.isPending}
        error={making.error}
        disabled={values.name.trim() === ""}
        onSubmit={() => making.mutate(values)}
        cancel={close}
      >
        <TeamFields values={values} error={making.error} set={(field, value) => setValues((before) => ({ ...before, [field]: value }))} />
      </Form>
    </Dialog>
  );
}

const formOf = ({ name, description }: Team): TeamValues => ({ name, description: description ?? "" });

async function writeTeam(api: Api, id: string, { name, description }: Partial<TeamValues>, etag: string): Promise<Versioned<Team>> {
  const body = { ...(name !== undefined && { name }), ...(description !== undefined && { description: description === "" ? null : description }) };
  return versionedOf(await api.PATCH("/teams/{team_id}", { params: { path: { team_id: id }, header: { "If-Match": etag } }, body }));
}

interface EditProps {
  readonly organizationId: string;
  readonly teamId: string;
  close(): void;
}

/** Renames a team; it is read for that, with its version. */
export function EditTeam({ teamId, close, ...props }: EditProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { data, error, refetch } = useQuery({ queryKey: ["team", teamId], queryFn: ({ signal }) => readTeam(api, teamId, signal) });
  return (
    <Dialog title={texts.edit} opened close={close}>
      {data ? <EditForm {...props} teamId={teamId} loaded={data} close={close} /> : error ? <Failure error={error} retry={refetch} /> : <Loading lines={2} />}
    </Dialog>
  );
}

function EditForm({ organizationId, teamId, loaded, close }: EditProps & { readonly loaded: Versioned<Team> }) {
  const texts = useTexts(catalogue);
  const { save } = useTexts(common);
  const { api } = useWorld();
  const queries = useQueryClient();
  const { values, set, saving, contest, isChanged } = useVersioned({
    loaded,
    formOf,
    read: () => readTeam(api, teamId),
    write: (changes, etag) => writeTeam(api, teamId, changes, etag),
    keep: (version) => queries.setQueryData(["team", teamId], version),
    done() {
      for (const queryKey of teamsOf(organizationId)) void queries.invalidateQueries({ queryKey });
      close();
    },
  });
  return (
    <Form
      submit={save}
      pending={saving.isPending}
      error={saving.error}
      disabled={!isChanged || values.name.trim() === ""}
      onSubmit={() => saving.mutate()}
      cancel={close}
    >
      <Contested contest={contest} labels={{ name: texts.name, description: texts.description }} values={values} set={set} />
      <TeamFields values={values} error={saving.error} set={set} />
    </Form>
  );
}
