import { Button, Container, Stack, Text, Title } from "@mantine/core";
import { useTitle } from "../app/title.ts";
import { useTexts } from "../texts/language.tsx";
import { dataTexts } from "./data-texts.ts";

/** What is seen after the own account was deleted: nobody is signed in. */
export function Goodbye() {
  const texts = useTexts(dataTexts);
  useTitle(texts.goodbye);
  return (
    <Container component="main" size="xs" py="xl">
      <Stack align="flex-start" mt="xl">
        <Title order={1}>{texts.goodbye}</Title>
        <Text>{texts.goodbyeWhy}</Text>
        <Button component="a" href="/console/" variant="default">
          {texts.signIn}
        </Button>
      </Stack>
    </Container>
  );
}
