import { NativeSelect, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Form } from "../parts/dialog.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { EXPIRIES, type Expiry, endOf, minutesUntil } from "./expiry.ts";
import type { ApiKeyCreated, KeySource } from "./source.ts";
import { keys } from "./texts.ts";

interface Props {
  readonly source: KeySource;
  close(): void;
  /** Gets the key with its value, to be shown once. */
  made(key: ApiKeyCreated): void;
}

function CreateForm({ source, close, made }: Props) {
  const texts = useTexts(keys);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [expiry, setExpiry] = useState<Expiry>("90");
  const [date, setDate] = useState("");
  const end = endOf(expiry, date, Date.now());
  const creating = useMutation({
    mutationFn: () => {
      const about = description.trim();
      const expires = end ? { expires_in_minutes: minutesUntil(end, Date.now()) } : {};
      return source.create({ name: name.trim(), ...(about !== "" && { description: about }), ...expires });
    },
    onSuccess: made,
  });
  const wrong = fieldsOf(creating.error);
  return (
    <Form
      submit={texts.create}
      pending={creating.isPending}
      error={creating.error}
      disabled={name.trim() === "" || end === undefined}
      onSubmit={() => creating.mutate()}
      cancel={close}
    >
      <NameInput label={texts.name} placeholder={texts.nameHint} value={name} error={wrong["name"]} required data-autofocus onChange={setName} />
      <DescriptionInput label={texts.description} value={description} error={wrong["description"]} onChange={setDescription} />
      <NativeSelect
        label={texts.expiry}
        value={expiry}
        error={wrong["expires_in_minutes"]}
        data={EXPIRIES.map((value) => ({ value, label: texts.expiries[value] }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setExpiry(EXPIRIES.find((one) => one === value) ?? "90");
        }}
      />
      {expiry === "date" && (
        <TextInput
          type="date"
          label={texts.date}
          value={date}
          required
          error={date !== "" && end === undefined ? texts.noDate : undefined}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
      )}
      <Text size="sm" c="dimmed" role="status">
        {end === null && texts.endsNever}
        {end && (
          <>
            {texts.endsOn} <Moment at={end.toISOString()} />
          </>
        )}
      </Text>
    </Form>
  );
}

/** Asks for a new key. */
export function CreateKeyDialog({ opened, ...props }: Props & { readonly opened: boolean }) {
  const texts = useTexts(keys);
  return (
    <Dialog title={texts.createTitle} opened={opened} close={props.close}>
      <CreateForm {...props} />
    </Dialog>
  );
}
