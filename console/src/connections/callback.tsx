import { Alert, Code, Group, Text } from "@mantine/core";
import { Copy } from "../parts/secret.tsx";
import { useTexts } from "../texts/language.tsx";
import { connections } from "./texts.ts";
import { callbackUrl } from "./types.ts";

/** The address that is registered at the provider. */
export function Callback() {
  const texts = useTexts(connections);
  return (
    <Alert variant="default" title={texts.callback}>
      <Text size="sm">{texts.callbackWhy}</Text>
      <Group gap={4} wrap="nowrap" mt={6}>
        <Code style={{ overflowWrap: "anywhere" }}>{callbackUrl()}</Code>
        <Copy value={callbackUrl()} what={texts.callback} />
      </Group>
    </Alert>
  );
}
