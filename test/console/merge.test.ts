import { expect, test } from "vitest";
import { nextSort } from "../../console/src/parts/sort.ts";
import { changes, merge, type Profile } from "../../console/src/users/merge.ts";
import { readUserSearch } from "../../console/src/users/search.ts";

const base: Profile = { name: "Ada", username: "ada", email: "", company: "", job_title: "Engineer", is_active: true, is_superuser: false };

test("two changes of one profile: both stay where they differ in place, and are a choice where they do not", () => {
  const mine = { ...base, name: "Mine", company: "Same", is_active: false };
  const theirs = { ...base, name: "Theirs", company: "Same", email: "ada@example.com" };
  const { merged, contested } = merge(base, mine, theirs);
  expect(merged).toEqual({ ...base, name: "Mine", company: "Same", is_active: false, email: "ada@example.com" });
  expect(contested).toEqual(["name"]);
});

test("only what changed is sent, and an empty field is cleared", () => {
  expect(changes(base, { ...base, job_title: "", is_superuser: true })).toEqual({ job_title: null, is_superuser: true });
  expect(changes(base, base)).toEqual({});
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
