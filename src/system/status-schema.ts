import Type, { type Static } from "typebox";
import { Moment } from "../kernel/wire.ts";

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** How the process and its database are. */
export const SystemStatus = Type.Object(
  {
    version: Type.String({ description: "Of this server.", examples: ["0.1.0"] }),
    node: Type.String({ description: "Version of Node.js.", examples: ["24.21.0"] }),
    platform: Type.String({ examples: ["linux x64"] }),
    started: Moment("When this process began."),
    uptime_seconds: count("Since then."),
    memory: Type.Object({ resident: count("Bytes that the process holds."), heap_used: count("Bytes of them that are in use by JavaScript.") }),
    database: Type.Object({
      version: Type.String({ description: "Version of PostgreSQL.", examples: ["18.4"] }),
      latency_milliseconds: Type.Number({ minimum: 0, description: "How long the simplest statement took now, there and back." }),
      size_bytes: count("Of this database; measured once a minute at most."),
      connections: Type.Object({ used: count("By this process, now."), idle: count("Open and not used."), waiting: count("Requests that wait for one.") }),
      migrations: Type.Object({
        applied: count("How many the database has."),
        missing: Type.Array(Type.String(), { description: "Those of this version that it lacks; the server is not ready then." }),
        newest: Type.String({ description: "The newest that the database has." }),
      }),
    }),
  },
  { $id: "SystemStatus", description: "How the process that answers, and its database, are." },
);
export type SystemStatus = Static<typeof SystemStatus>;
