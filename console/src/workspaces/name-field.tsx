import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { NameInput } from "../parts/inputs.tsx";
import { useNameCheck } from "../parts/name-check.ts";
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
  const { isFree, fault, isAsking } = useNameCheck({
    name: value.trim(),
    own,
    queryKey: ["workspace-name", organizationId],
    ask: async (name, signal) => {
      const params = { path: { organization_id: organizationId }, query: { name } };
      return answerOf(await api.GET("/organizations/{organization_id}/validation/workspace_name", { params, signal })).value;
    },
  });
  return (
    <NameInput
      label={texts.name}
      description={isFree ? texts.nameFree : texts.nameHint}
      value={value}
      error={fault === null ? error : <ReasonWords code={null} words={fault} />}
      required
      data-autofocus
      rightSection={isAsking && <Loader size={16} aria-hidden="true" />}
      onChange={onChange}
    />
  );
}
