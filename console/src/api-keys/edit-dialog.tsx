import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Versioned } from "../api/client.ts";
import { Contested } from "../parts/contest.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Loading } from "../parts/page.tsx";
import { useVersioned } from "../parts/versioned.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import type { ApiKey, ApiKeyUpdate, KeySource } from "./source.ts";
import { keys } from "./texts.ts";

type KeyFields = { readonly name: string; readonly description: string; readonly active: boolean };

const formOf = ({ name, description, active }: ApiKey): KeyFields => ({ name, description: description ?? "", active });

interface Props {
  readonly source: KeySource;
  readonly id: string;
  close(): void;
  saved(): void;
}

function EditForm({ source, id, close, saved, loaded }: Props & { readonly loaded: Versioned<ApiKey> }) {
  const texts = useTexts(keys);
  const { save } = useTexts(common);
  const { values, set, contest, saving, isChanged } = useVersioned({
    loaded,
    formOf,
    read: () => source.read(id),
    write({ description, ...others }, etag) {
      const body = { ...others, ...(description !== undefined && { description: description === "" ? null : description }) } as ApiKeyUpdate;
      return source.update(id, body, etag);
    },
    done: saved,
  });
  const wrong = fieldsOf(saving.error);
  return (
    <Form submit={save} pending={saving.isPending} error={saving.error} disabled={!isChanged} onSubmit={() => saving.mutate()} cancel={close}>
      <Contested contest={contest} labels={texts} values={values} set={set} />
      <NameInput label={texts.name} value={values.name} error={wrong["name"]} required onChange={(text) => set("name", text)} />
      <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
      <Switch label={texts.active} description={texts.activeHint} checked={values.active} onChange={(event) => set("active", event.currentTarget.checked)} />
    </Form>
  );
}

function Loaded(props: Props) {
  const { source, id } = props;
  const { data, error, refetch } = useQuery({
    queryKey: [...source.queryKey, "edit", id],
    queryFn: () => source.read(id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (error && !data) return <Failure error={error} retry={refetch} />;
  return data ? <EditForm {...props} loaded={data} /> : <Loading lines={3} />;
}

/** Changes what a key is called and what it is for, and switches it. */
export function EditKeyDialog({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(keys);
  return (
    <Dialog title={texts.editTitle} opened={opened} close={props.close}>
      <Loaded {...props} />
    </Dialog>
  );
}
