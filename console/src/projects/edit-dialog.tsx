import { useQuery } from "@tanstack/react-query";
import { type Api, type Versioned, versionedOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Contested } from "../parts/contest.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { Loading } from "../parts/page.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { type ProjectFields, ProjectInputs } from "./fields.tsx";
import { type Project, projectKey, readProject } from "./read.ts";
import { projects } from "./texts.ts";

const formOf = ({ name, display_name, description }: Project): ProjectFields => ({ name, displayName: display_name, description: description ?? "" });

async function writeProject(api: Api, id: string, { name, displayName, description }: Partial<ProjectFields>, etag: string): Promise<Versioned<Project>> {
  const body: components["schemas"]["ProjectUpdate"] = {
    ...(name !== undefined && { name: name.trim() }),
    ...(displayName !== undefined && { display_name: displayName.trim() }),
    ...(description !== undefined && { description: description.trim() === "" ? null : description.trim() }),
  };
  return versionedOf(await api.PATCH("/projects/{project_id}", { params: { path: { project_id: id }, header: { "If-Match": etag } }, body }));
}

interface Props {
  readonly project: Project;
  close(): void;
}

function EditForm({ project: { id, workspace_id, display_name: known }, close, loaded }: Props & { readonly loaded: Versioned<Project> }) {
  const texts = useTexts(projects);
  const { save } = useTexts(common);
  const { api } = useWorld();
  const told = useAct({
    run: async (_name: string) => {},
    renews: [projectKey(id), ["projects", workspace_id]],
    done: (name) => texts.saved(name),
  });
  const { values, set, contest, saving, isChanged } = useVersioned({
    loaded,
    formOf,
    read: () => readProject(api, id),
    write: (changed, etag) => writeProject(api, id, changed, etag),
    done: () => {
      close();
      told.mutate(known);
    },
  });
  return (
    <Form submit={save} pending={saving.isPending} error={saving.error} disabled={!isChanged} onSubmit={() => saving.mutate()} cancel={close}>
      <Contested contest={contest} labels={texts} values={values} set={set} />
      <ProjectInputs values={values} wrong={fieldsOf(saving.error)} set={set} />
    </Form>
  );
}

function Loaded(props: Props) {
  const { api } = useWorld();
  const { id } = props.project;
  const { data, error, refetch } = useQuery({
    queryKey: ["project-edit", id],
    queryFn: ({ signal }) => readProject(api, id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (error && !data) return <Failure error={error} retry={refetch} />;
  return data ? <EditForm {...props} loaded={data} /> : <Loading lines={3} />;
}

/** Changes what a project is called. */
export function EditProject({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(projects);
  return (
    <Dialog title={texts.editTitle} opened={opened} close={props.close}>
      <Loaded {...props} />
    </Dialog>
  );
}
