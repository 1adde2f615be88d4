import { Divider } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useWorld } from "../app/world.ts";
import { useEditing, type Versioned, versionedOf } from "../parts/edited.ts";
import { Editor, MeanwhileNotice } from "../parts/editor.tsx";
import { fieldsOf } from "../parts/fields.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { AddressFields, AdvancedFields, MethodFields, NameFields, ScopeFields } from "./fields.tsx";
import { bodyOf, formOf, isKeySet } from "./form.ts";
import { applicationKey, readApplication } from "./read.ts";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

/** All that can be changed of an application. */
export function ApplicationEditor({ loaded }: { readonly loaded: Versioned<Application> }) {
  const texts = useTexts(applications);
  const { api } = useWorld();
  const queries = useQueryClient();
  const { id, type, is_system } = loaded.value;
  const { form, meanwhile, saving, changed, set } = useEditing({
    loaded,
    formOf,
    read: () => readApplication(api, id),
    write: async (etag, fields) =>
      versionedOf(
        await api.PATCH("/applications/{application_id}", { params: { path: { application_id: id }, header: { "If-Match": etag } }, body: bodyOf(fields) }),
      ),
    keep(version) {
      queries.setQueryData(applicationKey(id), version);
      return Promise.all([["applications"], ["application-secrets", id]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const props = { type, form, wrong: fieldsOf(saving.error), disabled: is_system, set };
  return (
    <Section title={texts.settings}>
      <Editor saving={saving} changed={changed} disabled={is_system || !isKeySet(form.jwks)}>
        {meanwhile && <MeanwhileNotice meanwhile={meanwhile} form={form} label={(field) => texts.fields[field]} take={set} />}
        <NameFields {...props} />
        <AddressFields {...props} />
        <Divider color="var(--line)" />
        <MethodFields {...props} />
        <ScopeFields {...props} />
        <Divider color="var(--line)" />
        <AdvancedFields {...props} />
      </Editor>
    </Section>
  );
}
