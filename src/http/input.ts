import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { TSchema } from "typebox";
import { type InputIssue, invalidInput } from "../kernel/errors.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import { isStorable } from "../kernel/text.ts";
import { isSecret, parseBoolean, parseInteger } from "../kernel/wire.ts";

type Place = "path" | "query" | "body" | "header";

/** The parts of a JSON Schema that the decoder looks at. */
interface Schema {
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  default?: unknown;
  writeOnly?: boolean;
}

/** RFC 3339 5.6, with the range of the calendar. */
function isMoment(text: string): boolean {
  const m = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-](\d\d):(\d\d))$/.exec(text);
  if (!m) return false;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 4, 5, 6, 9, 10].map((i) => Number(m[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60 && offsetHour < 16 && offsetMinute < 60;
}

/** RFC 3339 5.6 `full-date`, of years with four digits. */
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && isMoment(`${text}T00:00:00Z`);

const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";
const EMAIL = new RegExp(`^(?!\\.)(?!.*\\.\\.)[^\\s@"(),:;<>\\[\\]\\\\\\p{C}]{1,64}(?<!\\.)@(?:${LABEL}\\.)+${LABEL}$`, "u");

/** An address as people have them: dot-atom at a domain with a dot, international in both halves (RFC 6531). */
export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true, unicodeRegExp: true });
ajv.addFormat("uuid", (text: string) => canonicalUuid(text) !== undefined);
ajv.addFormat("date-time", isMoment);
ajv.addFormat("date", isDay);
ajv.addFormat("email", isEmail);

const compiled = new WeakMap<object, ValidateFunction>();

/** Compiles on the first request that needs it: the start does not pay for it. */
function validator(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const made = ajv.compile(schema);
  compiled.set(schema, made);
  return made;
}

/** Type and sentence in the words of the reference's framework, whose clients look at them. */
function describe(error: ErrorObject): { type: string; msg: string; ctx?: Record<string, unknown> } {
  const p = error.params as Record<string, unknown>;
  const limit = p["limit"];
  switch (error.keyword) {
    case "required":
      return { type: "missing", msg: "Field required" };
    case "type":
      return TYPE_WORDS[String(p["type"])] ?? { type: `${p["type"]}_type`, msg: `Input should be a valid ${p["type"]}` };
    case "minLength":
      return { type: "string_too_short", msg: `String should have at least ${limit} character${limit === 1 ? "" : "s"}`, ctx: { min_length: limit } };
    case "maxLength":
      return { type: "string_too_long", msg: `String should have at most ${limit} character${limit === 1 ? "" : "s"}`, ctx: { max_length: limit } };
    case "minimum":
      return { type: "greater_than_equal", msg: `Input should be greater than or equal to ${limit}`, ctx: { ge: limit } };
    case "maximum":
      return { type: "less_than_equal", msg: `Input should be less than or equal to ${limit}`, ctx: { le: limit } };
    case "minItems":
      return { type: "too_short", msg: `List should have at least ${limit} item`, ctx: { min_length: limit } };
    case "maxItems":
      return { type: "too_long", msg: `List should have at most ${limit} items`, ctx: { max_length: limit } };
    case "pattern":
      return { type: "string_pattern_mismatch", msg: `String should match pattern '${p["pattern"]}'`, ctx: { pattern: p["pattern"] } };
    case "format":
      return FORMAT_WORDS[String(p["format"])] ?? { type: "value_error", msg: `Input should be a valid ${p["format"]}` };
    case "const":
    case "enum":
      return { type: "literal_error", msg: `Input should be ${JSON.stringify(p["allowedValue"] ?? p["allowedValues"])}` };
    default:
      return { type: "value_error", msg: error.message ?? "Input does not fit" };
  }
}

const TYPE_WORDS: Record<string, { type: string; msg: string }> = {
  object: { type: "dict_type", msg: "Input should be a valid object" },
  array: { type: "list_type", msg: "Input should be a valid list" },
  boolean: { type: "bool_type", msg: "Input should be a valid boolean" },
  integer: { type: "int_type", msg: "Input should be a valid integer" },
};

const FORMAT_WORDS: Record<string, { type: string; msg: string }> = {
  uuid: { type: "uuid_parsing", msg: "Input should be a valid UUID" },
  email: { type: "value_error", msg: "value is not a valid email address" },
  date: { type: "date_from_datetime_parsing", msg: "Input should be a day, such as 2026-11-24" },
  "date-time": { type: "datetime_from_date_parsing", msg: "Input should be a date and time with an offset, such as 2026-11-24T08:30:00Z" },
};

/** Scalars are shown back so that the client finds them; secrets, whole objects and long texts are not. */
function shown(value: unknown, secret: boolean): unknown {
  if (secret || (typeof value === "object" && value !== null)) return null;
  return typeof value === "string" && value.length > 256 ? `${value.slice(0, 256).toWellFormed()}...` : value;
}

function locOf(place: Place, error: ErrorObject): (string | number)[] {
  const parts = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const loc = [place, ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))];
  return error.keyword === "required" ? [...loc, String(error.params["missingProperty"])] : loc;
}

/** Of the arms of "this or null" only the first tells the client something, and the union itself nothing. */
function isNoise(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const inArm = /\/anyOf\/\d+\//.test(error.schemaPath);
  if (error.keyword === "anyOf") return all.some((other) => other !== error && other.instancePath === error.instancePath);
  if (error.keyword === "type" && error.params["type"] === "null" && inArm) return true;
  if (!inArm) return false;
  const siblings = all.filter((other) => other.instancePath === error.instancePath && other.keyword !== "anyOf");
  return siblings[0] !== error && siblings.some((other) => other.keyword === error.keyword && other !== error) && siblings.indexOf(error) > 0;
}

function topLevelSecret(schema: TSchema, loc: readonly (string | number)[]): boolean {
  return isSecret((schema as Schema).properties?.[String(loc[1])]);
}

/**
 * Checks a value against its schema.
 *
 * @throws RosterError 422 with an item for each fault
 */
export function validate(place: Place, schema: TSchema, value: unknown): void {
  const check = validator(schema);
  if (check(value)) return;
  const errors = check.errors ?? [];
  const issues = errors
    .filter((error) => !isNoise(error, errors))
    .map((error): InputIssue => {
      const loc = locOf(place, error);
      const input = error.keyword === "required" ? null : shown(error.data, topLevelSecret(schema, loc));
      return { ...describe(error), loc, input };
    });
  throw invalidInput(issues);
}

type Decoded = { readonly value: unknown } | { readonly fault: { type: string; msg: string } };

/** What a text in a path, a query or a form stands for. */
function decodeText(schema: Schema, text: string): Decoded {
  if (!isStorable(text)) return { fault: { type: "string_unicode", msg: "Text cannot hold NUL or a lone surrogate" } };
  const inner = schema.anyOf?.find((arm) => arm.type !== "null") ?? schema;
  if (inner.type === "integer") {
    const value = parseInteger(text);
    return value === undefined ? { fault: { type: "int_parsing", msg: "Input should be a valid integer, unable to parse string as an integer" } } : { value };
  }
  if (inner.type === "boolean") {
    const value = parseBoolean(text);
    return value === undefined ? { fault: { type: "bool_parsing", msg: "Input should be a valid boolean, unable to interpret input" } } : { value };
  }
  if (inner.format === "uuid") {
    const value = canonicalUuid(text);
    return value === undefined ? { fault: { type: "uuid_parsing", msg: "Input should be a valid UUID" } } : { value };
  }
  return { value: text };
}

function decodeList(schema: Schema, given: string | string[]): Decoded {
  const texts = (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(",")).filter((text) => text !== "");
  const values: unknown[] = [];
  for (const text of texts) {
    const one = decodeText(schema.items ?? {}, text);
    if ("fault" in one) return one;
    values.push(one.value);
  }
  return { value: values };
}

function undeclared(place: Place, properties: object, texts: Readonly<Record<string, unknown>>): InputIssue[] {
  const names = Object.keys(texts).filter((name) => !Object.hasOwn(properties, name));
  return names.map((name) => ({
    type: "extra_forbidden",
    loc: [place, name.slice(0, 256).toWellFormed()],
    msg: "There is no such parameter here",
    input: null,
  }));
}

/**
 * Turns the texts of a path, a query or a form into values by their schema, and checks them. What is empty is
 * absent; what is not declared is left out; a scalar that comes twice is a fault, since the two may differ.
 *
 * @param closed refuse what is not declared: a misspelled filter must not become a list of everybody
 * @throws RosterError 422 with an item for each fault
 */
export function decode(place: Place, schema: TSchema, texts: Readonly<Record<string, string | string[] | undefined>>, closed = false): unknown {
  const properties = (schema as Schema).properties ?? {};
  const value: Record<string, unknown> = {};
  const issues: InputIssue[] = closed ? undeclared(place, properties, texts) : [];
  for (const name in properties) {
    const property = properties[name] as Schema;
    const given = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (given === undefined || given === "") {
      if (property.default !== undefined) value[name] = property.default;
      continue;
    }
    const decoded: Decoded =
      property.type === "array"
        ? decodeList(property, given)
        : Array.isArray(given)
          ? { fault: { type: "multiple_values", msg: "Give this once" } }
          : decodeText(property, given);
    if ("value" in decoded) value[name] = decoded.value;
    else issues.push({ ...decoded.fault, loc: [place, name], input: shown(given, isSecret(property)) });
  }
  if (issues.length > 0) throw invalidInput(issues);
  validate(place, schema, value);
  return value;
}

/**
 * The declared fields of a JSON body; unknown ones are ignored (contract A.2). A list is taken as it is.
 *
 * @throws RosterError 422 with an item for each fault
 */
export function pickBody(schema: TSchema, body: unknown): unknown {
  if ((schema as Schema).type === "array") {
    validate("body", schema, body);
    return body;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalidInput([{ type: "model_attributes_type", loc: ["body"], msg: "Input should be a valid object", input: null }]);
  }
  const picked: Record<string, unknown> = {};
  for (const name in (schema as Schema).properties ?? {}) {
    if (Object.hasOwn(body, name)) picked[name] = (body as Record<string, unknown>)[name];
  }
  validate("body", schema, picked);
  return picked;
}
