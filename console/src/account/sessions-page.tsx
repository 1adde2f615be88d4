import { useSearch } from "@tanstack/react-router";
import { useMe } from "../app/world.ts";
import { Loading } from "../parts/page.tsx";
import { OwnConsents } from "./consents.tsx";
import { OwnDevices } from "./devices.tsx";
import { OwnSessions } from "./own-sessions.tsx";

/** Where one is signed in: sessions, devices, applications. */
export function SessionsPage() {
  const me = useMe();
  const { cursor } = useSearch({ from: "/account/sessions" });
  if (!me) return <Loading />;
  return (
    <>
      <OwnSessions userId={me.id} cursor={cursor} />
      <OwnDevices />
      <OwnConsents userId={me.id} />
    </>
  );
}
