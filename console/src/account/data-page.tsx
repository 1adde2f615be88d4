import { Button, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { download } from "../parts/download.ts";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { dataTexts } from "./data-texts.ts";
import { DeleteAccount } from "./delete-account.tsx";

function Export() {
  const texts = useTexts(dataTexts);
  const { api } = useWorld();
  const exporting = useAct({
    async run() {
      const { value } = answerOf(await api.GET("/users/me/export"));
      download(`account-${value.account.id}.json`, "application/json", `${JSON.stringify(value, null, 2)}\n`);
    },
    done: () => texts.exported,
  });
  return (
    <Section title={texts.export} lead={texts.exportLead}>
      <Stack align="flex-start">
        <Text size="sm" maw="70ch">
          {texts.exportWhat}
        </Text>
        {exporting.isError && <Failure error={exporting.error} />}
        <Button variant="default" leftSection={<IconDownload {...ICON} />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {texts.exportDo}
        </Button>
      </Stack>
    </Section>
  );
}

/** What is known of one's own account: to be taken along, and to be deleted. */
export function DataPage() {
  const texts = useTexts(dataTexts);
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Export />
      <Section title={texts.delete} lead={texts.deleteLead}>
        <Button variant="default" c="var(--mantine-color-error)" disabled={!me} onClick={() => setOpened(true)}>
          {texts.deleteDo}
        </Button>
        <Dialog title={texts.deleteTitle} opened={opened} close={close} size="lg">
          {me && <DeleteAccount user={me} close={close} />}
        </Dialog>
      </Section>
    </>
  );
}
