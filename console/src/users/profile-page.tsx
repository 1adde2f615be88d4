import { Code, Text } from "@mantine/core";
import type { User } from "../api/types.ts";
import { Moment } from "../parts/moment.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { userList } from "./list-texts.ts";
import { oneTexts } from "./one-texts.ts";
import { ProfileForm } from "./profile-form.tsx";
import { useUser } from "./read.ts";
import { users } from "./texts.ts";

/** What is known of an account that one may see and not change. */
function Seen({ user }: { readonly user: User }) {
  const { profile, fields } = useTexts(users);
  const shown = (["username", "email", "company", "job_title"] as const).map((field) => ({
    label: fields[field],
    value: user[field] && <bdi>{user[field]}</bdi>,
  }));
  return (
    <Section title={profile}>
      <Facts facts={shown} />
    </Section>
  );
}

/** Who an account is: to be edited by its owner and superusers. */
export function ProfilePage() {
  const texts = useTexts(oneTexts);
  const { identity, local, updated } = useTexts(userList);
  const { profile, fields } = useTexts(users);
  const { userId, query, isSuperuser, isOwn } = useUser();
  if (!query.data) return null;
  const { value: user } = query.data;
  return (
    <>
      {isSuperuser || isOwn ? (
        <Section title={profile}>
          <ProfileForm key={userId} loaded={query.data} administers={isSuperuser} />
        </Section>
      ) : (
        <Seen user={user} />
      )}
      <Section title={texts.about}>
        <Facts
          facts={[
            { label: fields.created, value: <Moment at={user.created} /> },
            { label: updated, value: <Moment at={user.updated} /> },
            { label: fields.last_login, value: <Moment at={user.last_login} /> },
            { label: identity, value: user.oauth_provider === null ? local : <bdi>{user.oauth_provider}</bdi> },
            {
              label: texts.id,
              value: (
                <Text span size="sm">
                  <Code>{user.id}</Code>
                </Text>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}
