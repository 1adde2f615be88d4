/** How the text of a setting is read. */
export type Kind = "text" | "url" | "path" | "integer" | "boolean" | "networks" | "hosts" | "origins" | "choice" | "types";

/** A setting: its name, what it takes, and what it does. */
export interface Setting<T> {
  /** The name in the environment and in the file. */
  readonly env: string;
  readonly kind: Kind;
  readonly default: T;
  /** One sentence for the operator; units where there are any. */
  readonly doc: string;
  /** Shown instead of the default in the documentation, where the default is computed. */
  readonly defaultDoc?: string;
  /** Never logged, never shown. */
  readonly secret?: true;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly pattern?: RegExp;
  /** What would fit, for `pattern`. */
  readonly fits?: string;
}

type Options<T> = Omit<Setting<T>, "env" | "kind" | "default" | "doc">;

/** A text, or none. */
export const text = (env: string, value: string | null, doc: string, more: Options<string | null> = {}) =>
  ({ env, kind: "text", default: value, doc, ...more }) as Setting<string | null>;
/** A whole number within bounds. */
export const integer = (env: string, value: number, doc: string, more: Options<number> & { min: number; max: number }) =>
  ({ env, kind: "integer", default: value, doc, ...more }) as Setting<number>;
/** Yes or no. */
export const flag = (env: string, value: boolean, doc: string) => ({ env, kind: "boolean", default: value, doc }) as Setting<boolean>;
/** One of a few words. */
export const choice = <const C extends readonly string[]>(env: string, choices: C, value: C[number], doc: string) =>
  ({ env, kind: "choice", choices, default: value, doc }) as Setting<C[number]>;
