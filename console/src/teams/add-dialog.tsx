import { useState } from "react";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import type { Choice } from "../parts/search-select.tsx";
import { useTexts } from "../texts/language.tsx";
import { addToTeam, removeFromTeam, type TeamMate, teamsOf } from "./read.ts";
import { TeamSelect } from "./team-select.tsx";
import { teams as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly mate: TeamMate;
  readonly name: string;
  close(): void;
}

/** Puts one member into a team that is chosen. */
export function AddToTeam({ organizationId, mate, name, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [team, setTeam] = useState<Choice | undefined>(undefined);
  const adding = useAct<Choice>({
    run: ({ value }) => addToTeam(api, value, mate),
    renews: teamsOf(organizationId),
    done: ({ label }) => texts.added(name, label),
    undo: ({ value }) => removeFromTeam(api, value, mate),
    after: close,
  });
  return (
    <Dialog title={texts.addTitle(name)} opened close={close}>
      <Form
        submit={texts.add}
        pending={adding.isPending}
        error={adding.error}
        disabled={team === undefined}
        onSubmit={() => team && adding.mutate(team)}
        cancel={close}
      >
        <TeamSelect organizationId={organizationId} label={texts.one} required value={team?.value ?? null} onChange={(_id, choice) => setTeam(choice)} />
      </Form>
    </Dialog>
  );
}
