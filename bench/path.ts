/** What is measured: a path of the server, and its floors. */
import type { Connection } from "./database.ts";
import type { Work } from "./load.ts";
import type { Process } from "./processes.ts";

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly email: string;
}

/** What the paths are made from. */
export interface World {
  readonly server: Process;
  /** Queries and hashes. */
  readonly floor: Process;
  /** The engine of the authorization server, alone. */
  readonly engine: Process;
  readonly connection: Connection;
  /** The reserved admin. */
  readonly admin: { readonly token: string; readonly id: string };
  readonly people: readonly Person[];
}

export interface Contender {
  /** `server`, or which floor it is. */
  readonly label: string;
  readonly process: Process;
  readonly works: readonly Work[];
}

export interface Path {
  readonly name: string;
  /** The least ratio to the first floor that we aim at. */
  readonly aim: number;
  /** The server first. Called just before it is measured. */
  contenders(): Promise<readonly Contender[]> | readonly Contender[];
}
