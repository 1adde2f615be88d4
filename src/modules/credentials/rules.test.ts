import { describe, expect, test } from "vitest";
import { checkChosenPassword } from "./rules.ts";

const outcome = (password: string, context: string[] = []) =>
  checkChosenPassword(password, context).then(
    () => "fine",
    (error: { code: string }) => error.code,
  );

describe("a chosen password", () => {
  test.each([
    ["correct horse battery staple", "fine"],
    ["alllowercaseletters", "fine"],
    ["            .           ", "fine"],
    ["пароль на двенадцать", "fine"],
    ["🔑🐎🔋📎🌍🎩🚲🧵🪁🧩🎈🪄", "fine"],
    ["x".repeat(11), "password.length"],
    ["🔑".repeat(11), "password.length"],
    ["e\u0301".repeat(6), "password.length"],
    ["a1".repeat(60), "password.common"],
    [`${"abcdefgh ".repeat(14)}abc`, "password.length"],
    [`${"abcdefgh ".repeat(14)}ab`, "fine"],
  ])("%j: %s", async (password, expected) => {
    expect(await outcome(password)).toBe(expected);
  });

  test.each(["qwertyuiop123", "QWERTYuiop123", "passwordpassword", "Password1Password1", "aaaaaaaaaaaa", "abcabcabcabc", "123456123456"])(
    "%s is common",
    async (password) => {
      expect(await outcome(password)).toBe("password.common");
    },
  );

  test.each([
    ["ada.lovelace@example.com", "whole address"],
    ["ADA.LOVELACE@EXAMPLE.COM", "in capitals"],
    ["ada.lovelace", "what stands before the @"],
    ["countessofLovelace", "the name without spaces"],
    ["Countess of Lovelace", "the name"],
    ["adalove-adalove-", "nothing but repeats"],
  ])("%s is made of one's own: %s", async (password) => {
    expect(await outcome(password, ["adalove-", "ada.lovelace@example.com", "Countess of Lovelace"])).toBe("password.common");
  });

  test("may have one's name in it", async () => {
    expect(await outcome("adalove- met a steam engine", ["adalove-"])).toBe("fine");
  });
});
