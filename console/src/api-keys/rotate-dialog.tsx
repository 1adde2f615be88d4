import { NativeSelect, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Form } from "../parts/dialog.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import { keys } from "./texts.ts";

/** Minutes that an old value can work on. */
const RETAINS = ["0", "60", "1440", "10080", "43200"] as const;

interface RetainProps {
  readonly label: string;
  /** What happens at once. */
  readonly atOnce: string;
  /** What a moment follows. */
  readonly until: string;
  readonly value: (typeof RETAINS)[number];
  onChange(value: (typeof RETAINS)[number]): void;
}

/** How long an old value works beside a new one, and what that means. */
export function RetainChoice({ label, atOnce, until, value, onChange }: RetainProps) {
  const texts = useTexts(keys);
  return (
    <>
      <NativeSelect
        label={label}
        value={value}
        data={RETAINS.map((minutes) => ({ value: minutes, label: texts.retains[minutes] }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(RETAINS.find((one) => one === chosen) ?? "0");
        }}
      />
      <Text size="sm" c="dimmed" role="status">
        {value === "0" ? (
          atOnce
        ) : (
          <>
            {until} <Moment at={new Date(Date.now() + Number(value) * 60_000).toISOString()} />
          </>
        )}
      </Text>
    </>
  );
}

interface Props<Result> {
  readonly name: string;
  close(): void;
  rotate(retainMinutes: number): Promise<Result>;
  /** Gets what has the new value, to be shown once. */
  rotated(result: Result): void;
}

function RotateForm<Result>({ close, rotate, rotated }: Props<Result>) {
  const texts = useTexts(keys);
  const [retain, setRetain] = useState<(typeof RETAINS)[number]>("1440");
  const rotating = useMutation({ mutationFn: () => rotate(Number(retain)), onSuccess: rotated });
  return (
    <Form submit={texts.rotate} pending={rotating.isPending} error={rotating.error} onSubmit={() => rotating.mutate()} cancel={close}>
      <Text size="sm">{texts.rotateWhy}</Text>
      <RetainChoice label={texts.retain} atOnce={texts.oldEndsNow} until={texts.oldEndsOn} value={retain} onChange={setRetain} />
    </Form>
  );
}

/** Gives a key another value, with an overlap. */
export function RotateKeyDialog<Result>({ opened, ...props }: Props<Result> & { readonly opened: boolean }) {
  const texts = useTexts(keys);
  return (
    <Dialog title={texts.rotateTitle(props.name)} opened={opened} close={props.close}>
      <RotateForm {...props} />
    </Dialog>
  );
}
