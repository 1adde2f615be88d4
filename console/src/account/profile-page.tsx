import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { useSelf } from "./read.ts";
import { account } from "./texts.ts";

/** One's own profile. */
export function ProfilePage() {
  const texts = useTexts(account);
  const { data, isPending, error, refetch } = useSelf();
  return (
    <Section title={texts.profile} lead={texts.profileLead}>
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {data && <ProfileForm loaded={data} />}
    </Section>
  );
}
