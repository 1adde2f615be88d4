import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { answerOf } from "../api/client.ts";
import type { Identity, SignInMethod } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { identityTexts } from "./identity-texts.ts";

/** The identity providers that accounts can be linked with. */
function useProviders() {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["sign-in-methods"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/auth/connections", { signal })).value.filter(({ linkable }) => linkable),
    staleTime: 300_000,
  });
}

function Providers({ providers }: { readonly providers: readonly SignInMethod[] }) {
  const texts = useTexts(identityTexts);
  const { api } = useWorld();
  const linking = useAct({
    run: async ({ id }: SignInMethod) => answerOf(await api.POST("/users/me/identities", { body: { connection: id, return_to: location.pathname } })).value,
    after: (_provider, { authorize_url }) => location.assign(authorize_url),
  });
  const { reset } = linking;
  // Whoever goes back from the provider finds the page as they left it.
  useEffect(() => {
    const back = (event: PageTransitionEvent) => event.persisted && reset();
    window.addEventListener("pageshow", back);
    return () => window.removeEventListener("pageshow", back);
  }, [reset]);
  return (
    <Stack>
      <Text size="sm">{texts.linkWhy}</Text>
      <Group gap="xs">
        {providers.map((provider) => (
          <Button
            key={provider.id}
            variant="default"
            leftSection={<IconLink {...ICON} />}
            // Until the browser has gone on.
            loading={(linking.isPending || linking.isSuccess) && linking.variables.id === provider.id}
            disabled={linking.isPending || linking.isSuccess}
            onClick={() => linking.mutate(provider)}
          >
            {texts.linkTo(provider.name)}
          </Button>
        ))}
      </Group>
      {linking.error && <Failure error={linking.error} />}
    </Stack>
  );
}

/** The providers that could be linked to one's own account besides those that are. */
export function LinkProvider({ identities }: { readonly identities: readonly Identity[] }) {
  const texts = useTexts(identityTexts);
  const { data, isPending, error, refetch } = useProviders();
  const others = data?.filter(({ id }) => !identities.some(({ provider }) => provider === id)) ?? [];
  return (
    <Section title={texts.linkTitle}>
      {isPending && <Loading lines={2} />}
      {error && <Failure error={error} retry={refetch} />}
      {data && others.length === 0 && <Text size="sm">{data.length === 0 ? texts.noneOffered : texts.allLinked}</Text>}
      {others.length > 0 && <Providers providers={others} />}
    </Section>
  );
}
