import { Text } from "@mantine/core";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useAct } from "../parts/act.tsx";
import { Confirm } from "../parts/dialog.tsx";
import { SecretDialog } from "../parts/secret.tsx";
import { useTexts } from "../texts/language.tsx";
import { CreateKeyDialog } from "./create-dialog.tsx";
import { EditKeyDialog } from "./edit-dialog.tsx";
import { RotateKeyDialog } from "./rotate-dialog.tsx";
import type { ApiKey, KeySource } from "./source.ts";
import { keys } from "./texts.ts";

/** What is asked or shown over the page. */
export type KeyWindow =
  | { readonly kind: "create" }
  | { readonly kind: "edit" | "rotate" | "delete"; readonly apiKey: ApiKey }
  | { readonly kind: "secret"; readonly title: string; readonly lead: string; readonly value: string };

/** Switches a key on and off, which can be taken back. */
export function useKeySwitch(source: KeySource, also: readonly QueryKey[] = []) {
  const texts = useTexts(keys);
  return useAct({
    run: ({ id, active }: ApiKey) => source.update(id, { active: !active }),
    renews: [source.queryKey, ...also],
    done: ({ name, active }) => (active ? texts.deactivated(name) : texts.activated(name)),
    undo: ({ id, active }) => source.update(id, { active }),
    tellsFailure: true,
  });
}

interface Props {
  readonly source: KeySource;
  /** Lists beside the source's that show the keys, too. */
  readonly also?: readonly QueryKey[];
  readonly window: KeyWindow | null;
  show(window: KeyWindow | null): void;
}

/** The windows of keys: one of them at a time. */
export function KeyWindows({ source, also = [], window, show }: Props) {
  const texts = useTexts(keys);
  const renews = [source.queryKey, ...also];
  const close = () => show(null);
  const queries = useQueryClient();
  const renew = () => Promise.all(renews.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const told = useAct({ run: async (_words: string) => {}, renews, done: (words) => words });
  const removing = useAct({
    run: ({ id }: ApiKey) => source.remove(id),
    renews,
    done: ({ name }) => texts.removed(name),
  });
  const secret =
    (title: string, lead: string) =>
    ({ key: value }: { readonly key: string }) => {
      show({ kind: "secret", title, lead, value });
      void renew();
    };
  // Kept while a window closes, so that the focus goes back to where it was opened.
  const last = useRef<ApiKey>(undefined);
  if (window && "apiKey" in window) last.current = window.apiKey;
  const concerned = last.current;
  return (
    <>
      <CreateKeyDialog opened={window?.kind === "create"} source={source} close={close} made={secret(texts.made, texts.madeLead)} />
      {concerned && (
        <>
          <EditKeyDialog
            opened={window?.kind === "edit"}
            source={source}
            id={concerned.id}
            close={close}
            saved={() => {
              close();
              told.mutate(texts.saved(concerned.name));
            }}
          />
          <RotateKeyDialog
            opened={window?.kind === "rotate"}
            name={concerned.name}
            close={close}
            rotate={(minutes) => source.rotate(concerned.id, minutes)}
            rotated={secret(texts.rotateTitle(concerned.name), texts.rotatedLead)}
          />
          <Confirm
            title={texts.removeTitle(concerned.name)}
            opened={window?.kind === "delete"}
            close={close}
            submit={texts.remove}
            danger
            pending={removing.isPending}
            error={removing.error}
            onSubmit={() => removing.mutate(concerned, { onSuccess: close })}
          >
            <Text size="sm">{texts.removeWhy}</Text>
          </Confirm>
        </>
      )}
      <SecretDialog
        title={window?.kind === "secret" ? window.title : ""}
        {...(window?.kind === "secret" && { lead: window.lead })}
        secrets={window?.kind === "secret" ? [{ label: texts.value, value: window.value }] : []}
        close={close}
      />
    </>
  );
}
