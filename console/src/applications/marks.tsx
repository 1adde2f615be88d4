import { Group } from "@mantine/core";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import { applications } from "./texts.ts";
import type { Application } from "./types.ts";

/** Whether an application works, and how it came about. */
export function ApplicationMarks({ application }: { readonly application: Application }) {
  const texts = useTexts(applications);
  const { is_active, is_system, is_self_registered, is_trusted } = application;
  return (
    <Group gap={4}>
      <Mark tone={is_active ? "good" : "bad"}>{is_active ? texts.on : texts.off}</Mark>
      {is_system && <Mark>{texts.system}</Mark>}
      {is_self_registered && <Mark tone="warn">{texts.selfRegistered}</Mark>}
      {is_trusted && !is_system && <Mark tone="quiet">{texts.trusted}</Mark>}
    </Group>
  );
}
