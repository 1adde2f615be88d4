import { Alert, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Dialog } from "../parts/dialog.tsx";
import { Copy, SecretDialog } from "../parts/secret.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { invitations as catalogue } from "./texts.ts";

interface Props {
  readonly links: readonly { readonly email: string; readonly link: string }[];
  close(): void;
}

/** The links of invitations, to be handed on; they are not shown again. */
export function LinksDialog({ links, close }: Props) {
  const texts = useTexts(catalogue);
  const shared = useTexts(common);
  const [only] = links;
  if (links.length === 1 && only)
    return <SecretDialog title={texts.sent(1)} lead={texts.linkLead(only.email)} secrets={[{ label: texts.link, value: only.link }]} close={close} />;
  const all = links.map(({ email, link }) => `${email}\t${link}`).join("\n");
  return (
    <Dialog title={texts.sent(links.length)} opened={links.length > 0} close={close} size="xl">
      <Stack>
        <Text size="sm">{texts.linksLead}</Text>
        <Alert variant="default" icon={<IconAlertTriangle size={18} />} title={shared.shownOnce}>
          {texts.linksOnce}
        </Alert>
        <Textarea
          label={texts.links}
          value={all}
          readOnly
          minRows={4}
          maxRows={12}
          autosize
          classNames={{ input: "mono" }}
          rightSection={<Copy value={all} what={texts.links} />}
        />
        <Group justify="flex-end">
          <Button onClick={close}>{shared.close}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
