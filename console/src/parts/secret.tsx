import { ActionIcon, Alert, Button, Group, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCopy, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Dialog } from "./dialog.tsx";
import { ICON } from "./icon.ts";

/** Copies a text; says so, and where it could not. @param what names what is copied */
export function Copy({ value, what }: { readonly value: string; readonly what: string }) {
  const texts = useTexts(common);
  const { copy, copied, error } = useClipboard();
  // The browser may forbid it, and does where the address is no https.
  const outcome = copied ? texts.copied : error ? texts.notCopied : undefined;
  return (
    <>
      <Tooltip label={outcome ?? texts.copy}>
        <ActionIcon variant="subtle" color="gray" c="dimmed" onClick={() => copy(value)} aria-label={outcome ?? texts.copyWhat(what)}>
          {copied ? <IconCheck {...ICON} /> : error ? <IconX {...ICON} /> : <IconCopy {...ICON} />}
        </ActionIcon>
      </Tooltip>
      <span className="heard" aria-live="polite">
        {outcome}
      </span>
    </>
  );
}

/** An identifier, to be copied. @param what names it */
export function Identifier({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <span className="mono id">{value}</span>
      <Copy value={value} what={what} />
    </Group>
  );
}

interface Secret {
  readonly label: string;
  readonly value: string;
}

interface Props {
  readonly title: string;
  /** What to do with it. */
  readonly lead?: string;
  /** Nothing is shown where there are none. */
  readonly secrets: readonly Secret[];
  /** How they are used. */
  readonly children?: ReactNode;
  close(): void;
}

/** Shows what cannot be shown again: keys and secrets. */
export function SecretDialog({ title, lead, secrets, children, close }: Props) {
  const texts = useTexts(common);
  return (
    <Dialog title={title} opened={secrets.length > 0} close={close} size="lg">
      <Stack>
        {lead !== undefined && <Text>{lead}</Text>}
        <Alert variant="default" icon={<IconAlertTriangle size={18} />} title={texts.shownOnce}>
          {texts.shownOnceWhy}
        </Alert>
        {secrets.map(({ label, value }) => (
          <TextInput
            key={label}
            label={label}
            value={value}
            readOnly
            classNames={{ input: "mono" }}
            onFocus={(event) => event.currentTarget.select()}
            rightSection={<Copy value={value} what={label} />}
          />
        ))}
        {children}
        <Group justify="flex-end">
          <Button onClick={close}>{texts.stored}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
