import "./account.css";
import { Alert, Button, CopyButton, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMe } from "../app/world.ts";
import { Dialog } from "../parts/dialog.tsx";
import { download } from "../parts/download.ts";
import { ICON } from "../parts/icon.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { security } from "./security-texts.ts";

interface Props {
  /** Nothing is shown where there are none. */
  readonly codes: readonly string[];
  close(): void;
}

/** Shows recovery codes, which cannot be shown again. */
export function RecoveryCodes({ codes, close }: Props) {
  const texts = useTexts(security);
  const words = useTexts(common);
  const me = useMe();
  const text = `${texts.codesFile(me?.username ?? "")}\n\n${codes.join("\n")}\n`;
  return (
    <Dialog title={texts.codesTitle} opened={codes.length > 0} close={close} size="lg">
      <Stack className="printed">
        <Text size="sm">{texts.codesLead}</Text>
        <Alert variant="default" className="unprinted" icon={<IconAlertTriangle size={18} aria-hidden="true" />} title={words.shownOnce}>
          {words.shownOnceWhy}
        </Alert>
        <SimpleGrid component="ol" cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={6} className="plain-list codes" aria-label={texts.codesTitle}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </SimpleGrid>
        <Group gap="xs" className="unprinted">
          <CopyButton value={codes.join("\n")}>
            {({ copied, copy }) => (
              <Button variant="default" size="sm" leftSection={<IconCopy {...ICON} />} onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" size="sm" leftSection={<IconDownload {...ICON} />} onClick={() => download("recovery-codes.txt", "text/plain", text)}>
            {texts.download}
          </Button>
          <Button variant="default" size="sm" leftSection={<IconPrinter {...ICON} />} onClick={() => window.print()}>
            {texts.print}
          </Button>
        </Group>
        <Group justify="flex-end" className="unprinted">
          <Button onClick={close}>{words.stored}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
