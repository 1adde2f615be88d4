import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useWorld } from "../app/world.ts";
import { Failure } from "../parts/failure.tsx";
import { Sessions } from "../sessions/list.tsx";
import { common } from "../texts/common.ts";
import { useTexts, useTitle } from "../texts/language.tsx";
import { users } from "../texts/users.ts";
import { ProfileForm } from "./profile-form.tsx";
import { readUser } from "./read.ts";
import { Standing } from "./table.tsx";

/** One account. */
export function UserPage() {
  const texts = useTexts(users);
  const { loading, toUsers } = useTexts(common);
  const { userId } = useParams({ from: "/users/$userId" });
  const { api } = useWorld();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ["user", userId],
    queryFn: ({ signal }) => readUser(api, userId, signal),
    // What is being edited is not replaced underneath.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const title = data?.user.name ?? data?.user.username ?? texts.title;
  useTitle(title);
  return (
    <Stack gap="lg">
      <Anchor component={Link} to="/users">
        {toUsers}
      </Anchor>
      <Group>
        <Title order={1}>
          <bdi>{title}</bdi>
        </Title>
        {data && <Standing user={data.user} />}
      </Group>
      {isPending && <Text role="status">{loading}</Text>}
      {error && <Failure error={error} retry={refetch} />}
      {data && <ProfileForm key={userId} loaded={data} />}
      {data && <Sessions userId={userId} />}
    </Stack>
  );
}
