import { useQuery } from "@tanstack/react-query";
import { type Api, answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Contested } from "../parts/contest.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { Loading } from "../parts/page.tsx";
import { useVersioned, type Version } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { type ProjectFields, ProjectInputs } from "./fields.tsx";
import { type Project, projectKey, readProject, type VersionedProject } from "./read.ts";
import { projects } from "./texts.ts";

const versionOf = ({ project: { name, display_name, description }, etag }: VersionedProject): Version<ProjectFields> => ({
  fields: { name, displayName: display_name, description: description ?? "" },
  etag,
});

async function writeProject(api: Api, id: string, { name, displayName, description }: Partial<ProjectFields>, etag: string): Promise<VersionedProject> {
  const body: components["schemas"]["ProjectUpdate"] = {
    ...(name !== undefined && { name: name.trim() }),
    ...(displayName !== undefined && { display_name: displayName.trim() }),
    ...(description !== undefined && { description: description.trim() === "" ? null : description.trim() }),
  };
  const params = { path: { project_id: id }, header: { "If-Match": etag } };
  const { value, headers } = answerOf(await api.PATCH("/projects/{project_id}", { params, body }));
  return { project: value, etag: headers.get("etag") ?? "" };
}

interface Props {
  readonly project: Project;
  close(): void;
}

function EditForm({ project: { id, workspace_id, display_name: known }, close, loaded }: Props & { readonly loaded: VersionedProject }) {
  const texts = useTexts(projects);
  const { save } = useTexts(common);
  const { api } = useWorld();
  const told = useAct({
    run: async (_name: string) => {},
    renews: [projectKey(id), ["projects", workspace_id]],
    done: (name) => texts.saved(name),
  });
  const { values, set, contest, saving, isChanged } = useVersioned<ProjectFields>(versionOf(loaded), {
    read: async () => versionOf(await readProject(api, id)),
    write: async (changed, etag) => versionOf(await writeProject(api, id, changed, etag)),
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
  if (error) return <Failure error={error} retry={refetch} />;
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
