import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Failure } from "./failure.tsx";

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  close(): void;
  readonly size?: string | number;
  readonly children: ReactNode;
}

/**
 * A window over the page. What is in it is made anew each time; a click beside it closes none: what was typed in it, is shown once, or is under
 * way would be lost.
 */
export function Dialog({ title, opened, close, size = "md", children }: DialogProps) {
  const texts = useTexts(common);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      closeOnClickOutside={false}
      centered
      closeButtonProps={{ "aria-label": texts.close }}
      classNames={{ title: "dialog-title" }}
      // What heads a window is no banner of the page.
      attributes={{ header: { role: "presentation" } }}
    >
      {children}
    </Modal>
  );
}

interface FormProps {
  /** What the button says. */
  readonly submit: string;
  readonly danger?: boolean;
  readonly pending: boolean;
  readonly error?: unknown;
  readonly disabled?: boolean;
  onSubmit(): void;
  cancel?(): void;
  /** What stands beside the buttons: whether it is saved. */
  readonly status?: string;
  readonly children: ReactNode;
}

/** A form: its fields, what went wrong, and the buttons. Sent by Enter, once at a time. */
export function Form({ submit, danger = false, pending, error, disabled = false, onSubmit, cancel, status, children }: FormProps) {
  const texts = useTexts(common);
  const form = useRef<HTMLFormElement>(null);
  // What was refused for a field is mended there.
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        event.stopPropagation();
        if (!pending && !disabled) onSubmit();
      }}
    >
      <Stack gap="md">
        {children}
        {error !== undefined && error !== null && <Failure error={error} />}
        <Group justify={cancel ? "flex-end" : "flex-start"} gap="xs">
          {cancel && (
            <Button variant="default" onClick={cancel}>
              {texts.cancel}
            </Button>
          )}
          <Button type="submit" loading={pending} disabled={disabled} {...(danger && { color: "red.9" })}>
            {submit}
          </Button>
          {status !== undefined && (
            <Text size="sm" c="dimmed" role="status">
              {status}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface ConfirmProps extends Omit<DialogProps, "children">, Omit<FormProps, "cancel" | "status" | "children"> {
  /** What is typed to be sure: a name. */
  readonly word?: string;
  readonly children: ReactNode;
}

/** Asks before something that is hard to take back; shows what it does. */
export function Confirm({ title, opened, close, size, word, disabled = false, children, ...form }: ConfirmProps) {
  return (
    <Dialog title={title} opened={opened} close={close} {...(size !== undefined && { size })}>
      <Sure word={word} disabled={disabled} close={close} {...form}>
        {children}
      </Sure>
    </Dialog>
  );
}

function Sure({ word, disabled, close, children, ...form }: Omit<ConfirmProps, "title" | "opened" | "size" | "word"> & { readonly word: string | undefined }) {
  const texts = useTexts(common);
  const [typed, setTyped] = useState("");
  return (
    <Form {...form} cancel={close} disabled={disabled === true || (word !== undefined && typed !== word)}>
      {children}
      {word !== undefined && (
        <TextInput
          label={texts.typeToConfirm(word)}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </Form>
  );
}
