import { Alert, List, MultiSelect, Stack, Text, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { useRights } from "../organizations/rights.ts";
import { useAct } from "../parts/act.tsx";
import { Bulk } from "../parts/bulk.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { useRoles } from "../roles/read.ts";
import { useTexts } from "../texts/language.tsx";
import { type Addresses, parseAddresses } from "./addresses.ts";
import { LinksDialog } from "./links-dialog.tsx";
import { invitationsOf } from "./read.ts";
import { type Offer, Sender } from "./send.ts";
import { invitations as catalogue } from "./texts.ts";

/** So many of what does not fit are named. */
const NAMED = 5;

function Named({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  const shown = texts.slice(0, NAMED);
  return (
    <Alert variant="default" title={title} role="status">
      <List size="sm" spacing={2} listStyleType="none">
        {shown.map((text) => (
          <List.Item key={text} className="breaking">
            <bdi>{text}</bdi>
          </List.Item>
        ))}
        {texts.length > shown.length && <List.Item>+{texts.length - shown.length}</List.Item>}
      </List>
    </Alert>
  );
}

/** What was read out of the text, while it is typed. */
function Understood({ addresses: { valid, malformed, doubled } }: { readonly addresses: Addresses }) {
  const texts = useTexts(catalogue);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {texts.understood(valid.length)}
      </Text>
      <Named title={texts.malformed(malformed.length)} texts={[...new Set(malformed)]} />
      <Named title={texts.doubled(doubled.length)} texts={doubled} />
    </Stack>
  );
}

interface OfferProps {
  readonly organizationId: string;
  readonly offer: Offer;
  onChange(offer: Offer): void;
}

/** Roles and teams for whoever accepts. */
function OfferFields({ organizationId, offer, onChange }: OfferProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { may, mayGrant } = useRights();
  const roles = useRoles(organizationId).filter(({ level }) => level === "organization");
  const teams = useQuery({
    queryKey: ["teams", organizationId, "choices"],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { limit: 1000 } };
      return answerOf(await api.GET("/organizations/{organization_id}/teams", { params, signal })).value;
    },
    enabled: may("team:update"),
  });
  const many = may("role:assign") ? {} : { maxValues: 1 };
  return (
    <>
      <MultiSelect
        label={texts.roles}
        description={texts.rolesHint}
        data={roles.map((role) => ({ value: role.id, label: role.name, disabled: !mayGrant(role) }))}
        value={[...offer.roleIds]}
        searchable
        {...many}
        onChange={(roleIds) => onChange({ ...offer, roleIds })}
      />
      {may("team:update") && (teams.data?.length ?? 0) > 0 && (
        <MultiSelect
          label={texts.teams}
          data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={[...offer.teamIds]}
          searchable
          onChange={(teamIds) => onChange({ ...offer, teamIds })}
        />
      )}
    </>
  );
}

interface Props {
  readonly organizationId: string;
  close(): void;
}

interface Job {
  readonly sender: Sender;
  readonly addresses: readonly string[];
}

/** Invites one, or as many as are pasted: a few at a time, with a result for each, and the links at the end. */
export function InviteDialog({ organizationId, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [offer, setOffer] = useState<Offer>({ roleIds: [], teamIds: [] });
  const [many, setMany] = useState<Job | null>(null);
  const [sent, setSent] = useState<Sender["links"] | null>(null);
  const addresses = parseAddresses(text);
  const finish = async (sender: Sender) => {
    setMany(null);
    await Promise.all(invitationsOf(organizationId).map((queryKey) => queries.invalidateQueries({ queryKey })));
    if (sender.links.length > 0) setSent(sender.links);
  };
  const one = useAct<string, Sender>({
    async run(email) {
      const sender = new Sender(api, organizationId, offer);
      await sender.send(email);
      return sender;
    },
    renews: invitationsOf(organizationId),
    after(_email, sender) {
      setText("");
      if (sender.links.length > 0) setSent(sender.links);
      else close();
    },
  });
  // What could not be sent is still there once the links are taken.
  if (sent) return <LinksDialog links={sent} close={() => (text === "" ? close() : setSent(null))} />;
  if (many) {
    const { sender } = many;
    return (
      <Bulk
        title={texts.sending(many.addresses.length)}
        items={many.addresses.map((address) => ({ id: address, name: address }))}
        run={({ id }) => sender.send(id)}
        close={(left) => {
          setText(left.map(({ name }) => name).join("\n"));
          void finish(sender);
        }}
      />
    );
  }
  const submit = () => {
    const [first] = addresses.valid;
    if (first === undefined) return;
    if (addresses.valid.length === 1) one.mutate(first);
    else setMany({ sender: new Sender(api, organizationId, offer), addresses: addresses.valid });
  };
  const wrong = fieldsOf(one.error)["email"];
  return (
    <Dialog title={texts.invite} opened close={close} size="lg">
      <Form
        submit={texts.send(addresses.valid.length)}
        pending={one.isPending}
        error={one.error}
        disabled={addresses.valid.length === 0}
        onSubmit={submit}
        cancel={close}
      >
        <Textarea
          label={texts.addresses}
          description={texts.addressesHint}
          value={text}
          error={wrong}
          required
          autosize
          minRows={3}
          maxRows={10}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() !== "" && <Understood addresses={addresses} />}
        <OfferFields organizationId={organizationId} offer={offer} onChange={setOffer} />
      </Form>
    </Dialog>
  );
}
