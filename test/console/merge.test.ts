import { expect, test } from "vitest";
import { nextSort } from "../../console/src/parts/sort.ts";
import { differing, together } from "../../console/src/parts/together.ts";
import { csvOf } from "../../console/src/users/csv.ts";
import { isMetadata, type Profile, updateOf } from "../../console/src/users/profile.ts";
import { queryOf, readUserSearch } from "../../console/src/users/search.ts";

const texts = { name: "Ada", username: "ada", email: "", company: "", job_title: "Engineer", avatar_url: "", metadata: "" };
const base: Profile = { ...texts, is_active: true, is_superuser: false };

test("two changes of one profile: both stay where they differ in place, and are a choice where they do not", () => {
  const mine = { ...base, name: "Mine", company: "Same", is_active: false };
  const theirs = { ...base, name: "Theirs", company: "Same", email: "ada@example.com" };
  const { merged, contested } = together(base, mine, theirs);
  expect(merged).toEqual({ ...base, name: "Mine", company: "Same", is_active: false, email: "ada@example.com" });
  expect(contested).toEqual(["name"]);
});

test("only what changed is sent, and an empty field is cleared", () => {
  expect(differing(base, { ...base, job_title: "", is_superuser: true })).toEqual(["job_title", "is_superuser"]);
  expect(differing(base, { ...base })).toEqual([]);
  expect(updateOf({ job_title: "", is_superuser: true })).toEqual({ job_title: null, is_superuser: true });
});

test("metadata is a JSON object or nothing", () => {
  expect(["", "  ", "{}", '{"a":[1]}'].map(isMetadata)).toEqual([true, true, true, true]);
  expect(["[]", "null", "1", '"x"', "{", "{a:1}"].map(isMetadata)).toEqual([false, false, false, false, false, false]);
  expect(updateOf({ metadata: '{"floor":3}' })).toEqual({ metadata: { floor: 3 } });
  expect(updateOf({ metadata: " " })).toEqual({ metadata: null });
});

test("what a spreadsheet would take for a formula is none, and quotes stay quotes", () => {
  const columns = [{ title: "Name", text: ({ name }: { name: string | null }) => name ?? "" }];
  const named = (name: string) => csvOf(columns, [{ name }]).split("\r\n")[1];
  expect(["=1", "+1", "-1", "@x", "\t=1", "\r=1"].map(named)).toEqual(['"\'=1"', '"\'+1"', '"\'-1"', '"\'@x"', '"\'\t=1"', '"\'\r=1"']);
  expect(named('a "b", c')).toBe('"a ""b"", c"');
});

test("days are the reader's, and the last one counts whole; a role is of an organization", () => {
  const { created_after: from, created_before: until } = queryOf({ created_after: "2026-03-01", created_before: "2026-03-01" });
  expect([from, until]).toEqual([new Date(2026, 2, 1).toISOString(), new Date(2026, 2, 2).toISOString()]);
  const id = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
  expect(readUserSearch({ role_id: id, created_after: "2026-13-45", limit: 7, locked: true })).toEqual({ locked: true });
  expect(readUserSearch({ role_id: id, organization_id: id, limit: 50 })).toEqual({ role_id: id, organization_id: id, limit: 50 });
});

test("an address with junk is a table all the same", () => {
  expect(readUserSearch({ q: 42, sort: "password", cursor: 7, is_active: "yes", is_superuser: false, other: 1 })).toEqual({ q: "42", is_superuser: false });
  expect(readUserSearch({ q: "", sort: "-name", cursor: "c" })).toEqual({ sort: "-name", cursor: "c" });
});

test("a header gives the rising order, the falling one, and the first again", () => {
  expect(nextSort("name", undefined)).toBe("name");
  expect(nextSort("name", "name")).toBe("-name");
  expect(nextSort("name", "-name")).toBeUndefined();
  expect(nextSort("email", "name")).toBe("email");
});
