import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { type Catalogue, useTexts } from "../texts/language.tsx";
import { useAct } from "./act.tsx";
import { Confirm } from "./dialog.tsx";
import { ICON } from "./icon.ts";

interface SwitchTexts {
  readonly on: string;
  readonly off: string;
  readonly offTitle: (name: string) => string;
  readonly isOn: (name: string) => string;
  readonly isOff: (name: string) => string;
}

const switches: Catalogue<SwitchTexts> = {
  en: {
    on: "Activate",
    off: "Deactivate",
    offTitle: (name) => `Deactivate ${name}?`,
    isOn: (name) => `${name} is active.`,
    isOff: (name) => `${name} is deactivated.`,
  },
  de: {
    on: "Aktivieren",
    off: "Deaktivieren",
    offTitle: (name) => `${name} deaktivieren?`,
    isOn: (name) => `${name} ist aktiv.`,
    isOff: (name) => `${name} ist deaktiviert.`,
  },
};

interface Props {
  readonly name: string;
  readonly isOn: boolean;
  /** What is otherwise while it is off. */
  readonly offWhy: string;
  write(isOn: boolean): Promise<unknown>;
  /** Lists that are read anew. */
  readonly renews: readonly QueryKey[];
}

/** Activates and deactivates something: the latter after asking, and either can be taken back. */
export function OnOff({ name, isOn, offWhy, write, renews }: Props) {
  const texts = useTexts(switches);
  const [asksOff, off] = useDisclosure();
  const switching = useAct({
    run: write,
    renews,
    done: (on) => (on ? texts.isOn(name) : texts.isOff(name)),
    undo: (on) => write(!on),
    tellsFailure: !asksOff,
  });
  return (
    <>
      {isOn ? (
        <Button variant="default" leftSection={<IconPlayerPause {...ICON} />} onClick={off.open}>
          {texts.off}
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconPlayerPlay {...ICON} />} loading={switching.isPending} onClick={() => switching.mutate(true)}>
          {texts.on}
        </Button>
      )}
      <Confirm
        title={texts.offTitle(name)}
        opened={asksOff}
        close={off.close}
        submit={texts.off}
        danger
        pending={switching.isPending}
        error={switching.error}
        onSubmit={() => switching.mutate(false, { onSuccess: off.close })}
      >
        <Text size="sm">{offWhy}</Text>
      </Confirm>
    </>
  );
}
