import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { NameInput } from "../parts/inputs.tsx";
import { ReasonWords } from "../parts/reason.tsx";
import { useTexts } from "../texts/language.tsx";
import { workspaces } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly value: string;
  /** What it is called now: that is free, of course. */
  readonly own?: string;
  readonly error: ReactNode;
  onChange(name: string): void;
}

/** The name of a workspace, and whether it is free, once typing rests. */
export function WorkspaceNameField({ organizationId, value, own, error, onChange }: Props) {
  const texts = useTexts(workspaces);
  const { api } = useWorld();
  const [name] = useDebouncedValue(value.trim(), 250);
  const isAsked = name !== "" && name.toLowerCase() !== own?.toLowerCase();
  const { data, isFetching } = useQuery({
    queryKey: ["workspace-name", organizationId, name],
    queryFn: async ({ signal }) => {
      const params = { path: { organization_id: organizationId }, query: { name } };
      return answerOf(await api.GET("/organizations/{organization_id}/validation/workspace_name", { params, signal })).value;
    },
    enabled: isAsked,
    staleTime: 0,
  });
  const isCurrent = isAsked && value.trim() === name;
  const fault = isCurrent && data?.valid === false ? <ReasonWords code={null} words={data.detail ?? ""} /> : undefined;
  return (
    <NameInput
      label={texts.name}
      description={isCurrent && data?.valid ? texts.nameFree : texts.nameHint}
      value={value}
      error={fault ?? error}
      required
      data-autofocus
      rightSection={isAsked && isFetching && <Loader size={16} aria-hidden="true" />}
      onChange={onChange}
    />
  );
}
