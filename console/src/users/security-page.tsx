import { Failure } from "../parts/failure.tsx";
import { Loading } from "../parts/page.tsx";
import { Consents } from "../sessions/consents.tsx";
import { Sessions } from "../sessions/list.tsx";
import { useCredentials } from "./credentials.ts";
import { useUser } from "./read.ts";
import { SecondFactors } from "./second-factors.tsx";
import { WaysIn } from "./ways-in.tsx";

function Ways() {
  const { userId, user } = useUser();
  const { data, isPending, error, refetch } = useCredentials(userId);
  if (error) return <Failure error={error} retry={refetch} />;
  if (isPending || !user) return <Loading />;
  return (
    <>
      <WaysIn user={user} credentials={data} />
      {!user.is_service_account && <SecondFactors user={user} credentials={data} />}
    </>
  );
}

/** How an account signs in, where it is signed in, and what it has agreed to. */
export function SecurityPage() {
  const { userId, isSuperuser } = useUser();
  return (
    <>
      {isSuperuser && <Ways />}
      <Sessions userId={userId} />
      <Consents userId={userId} />
    </>
  );
}
