import { Alert, Text } from "@mantine/core";
import { IconShieldPlus } from "@tabler/icons-react";
import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { PasskeySection } from "./passkeys.tsx";
import { PasswordSection } from "./password.tsx";
import { useCredentials } from "./read.ts";
import { security } from "./security-texts.ts";
import { TotpSection } from "./totp.tsx";

/** How one signs in, and what makes that safe. */
export function SecurityPage() {
  const texts = useTexts(security);
  const { data, isPending, error, refetch } = useCredentials();
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={refetch} />;
  const isSingle = data.totp_activated === null && data.passkeys === 0 && data.oauth_provider === null;
  return (
    <>
      {isSingle && (
        <Alert variant="default" icon={<IconShieldPlus size={20} aria-hidden="true" />} title={texts.nudge}>
          <Text size="sm">{texts.nudgeWhy}</Text>
        </Alert>
      )}
      <PasswordSection credentials={data} />
      <TotpSection credentials={data} />
      <PasskeySection credentials={data} />
    </>
  );
}
