import { Input, SegmentedControl } from "@mantine/core";
import type { QueryKey } from "@tanstack/react-query";
import { useId, useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { SearchSelect } from "../parts/search-select.tsx";
import { useTexts } from "../texts/language.tsx";
import type { Holder, Place, Role } from "./place.ts";
import { RoleSelect } from "./role-select.tsx";
import { grants } from "./texts.ts";
import { useGive } from "./use-grants.ts";

interface Props {
  readonly place: Place;
  readonly renews: readonly QueryKey[];
  close(): void;
}

function TeamSelect({
  organizationId,
  value,
  onChange,
}: {
  readonly organizationId: string;
  readonly value: string | null;
  onChange(team: Holder | null): void;
}) {
  const texts = useTexts(grants);
  const { api } = useWorld();
  const load = async (name: string, signal: AbortSignal) => {
    const params = { path: { organization_id: organizationId }, query: { limit: 20, ...(name !== "" && { name }) } };
    const { value: teams } = answerOf(await api.GET("/organizations/{organization_id}/teams", { params, signal }));
    return teams.map(({ id, name: label, description }) => ({ value: id, label, ...(description !== null && { hint: description }) }));
  };
  return (
    <SearchSelect
      label={texts.team}
      required
      queryKey={["team-select", organizationId]}
      load={load}
      value={value}
      onChange={(id, choice) => onChange(id === null ? null : { kind: "team", id, name: choice?.label ?? id })}
    />
  );
}

function GiveForm({ place, renews, close }: Props) {
  const texts = useTexts(grants);
  const label = useId();
  const [kind, setKind] = useState<Holder["kind"]>("account");
  const [holder, setHolder] = useState<Holder | null>(null);
  const [role, setRole] = useState<Role | null>(null);
  const giving = useGive(place, renews);
  return (
    <Form
      submit={texts.give}
      pending={giving.isPending}
      error={giving.error}
      disabled={holder === null || role === null}
      onSubmit={() => holder && role && giving.mutate({ holder, role }, { onSuccess: close })}
      cancel={close}
    >
      <div>
        <Input.Label id={label} labelElement="div" mb={4}>
          {texts.who}
        </Input.Label>
        <SegmentedControl
          fullWidth
          aria-labelledby={label}
          value={kind}
          data={[
            { value: "account", label: texts.account },
            { value: "team", label: texts.team },
          ]}
          onChange={(chosen) => {
            setKind(chosen === "team" ? "team" : "account");
            setHolder(null);
          }}
        />
      </div>
      {kind === "account" ? (
        <AccountSelect
          label={texts.account}
          description={texts.accountHint}
          required
          organizationId={place.organizationId}
          value={holder?.id ?? null}
          onChange={(id, choice) => setHolder(id === null ? null : { kind: "account", id, name: choice?.label ?? id })}
        />
      ) : (
        <TeamSelect organizationId={place.organizationId} value={holder?.id ?? null} onChange={setHolder} />
      )}
      <RoleSelect place={place} label={texts.role} value={role?.id ?? null} onChange={setRole} />
    </Form>
  );
}

/** Gives somebody, or a team, a role at a place. */
export function GiveDialog({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(grants);
  return (
    <Dialog title={texts.giveTitle[props.place.level]} opened={opened} close={props.close}>
      <GiveForm {...props} />
    </Dialog>
  );
}
