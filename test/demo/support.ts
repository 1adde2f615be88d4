import { loadConfig } from "../../src/config.ts";
import { connect } from "../../src/db/connect.ts";
import { type Demo, openDemo } from "../../src/demo/open.ts";
import { cheapHasher, type Harness, SECRET, silent, startServer } from "../support/harness.ts";

/** Opens the demo as a start with --demo does. */
export async function openOn(connection: Parameters<typeof connect>[0]): Promise<Demo & { steps: string[] }> {
  const config = loadConfig([], { ROSTER_PUBLIC_URL: "http://roster.test" });
  const db = connect(connection, config, silent);
  const steps: string[] = [];
  const progress = (step: string) => {
    steps.push(step);
    return () => {};
  };
  try {
    return { ...(await openDemo({ config, db, log: silent, secret: SECRET, progress, hasher: cheapHasher(), now: Date.now() })), steps };
  } finally {
    await db.close();
  }
}

/** A server on an installation that the demo filled. */
export async function startDemo(): Promise<{ server: Harness; demo: Demo; reopen: () => ReturnType<typeof openOn> }> {
  let demo: Demo | undefined;
  let connection: Parameters<typeof connect>[0] = {};
  const server = await startServer({}, async (direct) => {
    connection = direct;
    demo = await openOn(direct);
    return direct;
  });
  if (!demo) throw new Error("the demo was not opened");
  return { server, demo, reopen: () => openOn(connection) };
}
