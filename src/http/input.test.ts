import Type from "typebox";
import { expect, test } from "vitest";
import type { RosterError } from "../kernel/errors.ts";
import { Csv, Moment, Nullable, SECRET } from "../kernel/wire.ts";
import { decode, isEmail, pickBody } from "./input.ts";

const issues = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as RosterError).issues;
  }
  throw new Error("nothing was refused");
};

test.each(["a@b.de", "first.last+tag@sub.example.com", "ü@exämple.de", "o'neil@x-y.museum", "用户@例子.公司", `${"a".repeat(64)}@example.com`])(
  "%s is an e-mail address",
  (text) => {
    expect(isEmail(text)).toBe(true);
  },
);

test.each([
  "",
  "a",
  "a@b",
  "@b.de",
  "a@",
  "a b@c.de",
  "a@b..de",
  ".a@b.de",
  "a.@b.de",
  "a..b@c.de",
  "a@-b.de",
  "a@b-.de",
  "a@b.de.",
  "<a@b.de>",
  "a@b.de\n",
  "a@[1.2.3.4]",
  `${"a".repeat(65)}@example.com`,
])("%j is none", (text) => {
  expect(isEmail(text)).toBe(false);
});

test("booleans are taken in every spelling of clients, whole numbers exactly, what is empty is absent", () => {
  const schema = Type.Object({ b: Type.Optional(Type.Boolean()), n: Type.Integer({ default: 5, minimum: 0 }), s: Type.Optional(Type.String()) });
  for (const text of ["true", "True", "TRUE", "1", "on", "yes"]) expect(decode("query", schema, { b: text })).toEqual({ b: true, n: 5 });
  for (const text of ["false", "False", "FALSE", "0", "off", "no"]) expect(decode("query", schema, { b: text, n: "7" })).toEqual({ b: false, n: 7 });
  expect(decode("query", schema, { b: "", n: "", s: "", other: "x" })).toEqual({ n: 5 });
  for (const n of ["1.5", "1e3", "0x1", "9007199254740993", "١"])
    expect(issues(() => decode("query", schema, { n }))).toMatchObject([{ type: "int_parsing", loc: ["query", "n"] }]);
  expect(issues(() => decode("query", schema, { n: "-1" }))).toMatchObject([{ type: "greater_than_equal", input: -1, ctx: { ge: 0 } }]);
  expect(issues(() => decode("query", schema, { s: ["a", "b"] }))).toMatchObject([{ type: "multiple_values", loc: ["query", "s"] }]);
});

test("a list is taken repeated and separated by commas", () => {
  const schema = Type.Object({ ids: Csv(Type.Integer(), { maxItems: 3, description: "" }) });
  expect(decode("query", schema, { ids: ["1", "2,3"] })).toEqual({ ids: [1, 2, 3] });
  expect(issues(() => decode("query", schema, { ids: "1,2,3,4" }))).toMatchObject([{ type: "too_long" }]);
});

test("a moment needs an offset and a day that there is", () => {
  const schema = Type.Object({ at: Moment("") });
  for (const at of ["2024-02-29T23:59:59Z", "2026-11-24T08:30:00.123456+05:30"]) expect(decode("query", schema, { at })).toEqual({ at });
  for (const at of ["2026-02-29T00:00:00Z", "2026-11-24", "2026-11-24T08:30:00", "2026-13-01T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-24T24:00:00Z"]) {
    expect(issues(() => decode("query", schema, { at }))).toHaveLength(1);
  }
});

test("one fault is one item at its place, also in a field that may be null; a secret is not shown", () => {
  const schema = Type.Object({
    name: Nullable(Type.String({ minLength: 1, maxLength: 2 })),
    secret: Type.Optional(Nullable(Type.String({ maxLength: 1, ...SECRET }))),
  });
  expect(issues(() => pickBody(schema, { name: 7 }))).toEqual([
    { type: "string_type", loc: ["body", "name"], msg: "Input should be a valid string", input: 7 },
  ]);
  expect(issues(() => pickBody(schema, { name: "abc", secret: "xyz" }))).toMatchObject([
    { type: "string_too_long", loc: ["body", "name"], input: "abc", ctx: { max_length: 2 } },
    { type: "string_too_long", loc: ["body", "secret"], input: null },
  ]);
  expect(issues(() => pickBody(schema, {}))).toMatchObject([{ type: "missing", loc: ["body", "name"], input: null }]);
  expect(pickBody(schema, { name: null, other: 1 })).toEqual({ name: null });
});
