import { expect, test } from "vitest";
import { uuidv7 } from "../../kernel/ids.ts";
import { createKeyring } from "../../kernel/secrets.ts";
import { newRefreshToken, readRefreshToken, successorOf } from "./refresh-token.ts";

const keyring = createKeyring(Buffer.alloc(32, 1).toString("base64"));
const foreign = createKeyring(Buffer.alloc(32, 2).toString("base64"));
const sessionId = uuidv7(1_700_000_000_000);

test("a token is read back; each is another", () => {
  const token = newRefreshToken(keyring, sessionId);
  expect(readRefreshToken(keyring, token.text)).toEqual(token);
  expect(token.text).toMatch(/^[\w-]{86}$/);
  expect(newRefreshToken(keyring, sessionId).text).not.toBe(token.text);
});

test("a successor is always the same, of the same session, and tells nothing of what comes before it", () => {
  const token = newRefreshToken(keyring, sessionId);
  const successor = successorOf(keyring, token);
  expect(successorOf(keyring, token)).toEqual(successor);
  expect(readRefreshToken(keyring, successor.text)?.sessionId).toBe(sessionId);
  expect(successorOf(keyring, successor).text).not.toBe(token.text);
  expect(successorOf(foreign, token).text).not.toBe(successor.text);
});

test("what was not issued here is none, to the last bit", () => {
  const { text } = newRefreshToken(keyring, sessionId);
  expect(readRefreshToken(foreign, text)).toBeUndefined();
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (let at = 0; at < text.length; at++) {
    const next = alphabet[(alphabet.indexOf(text.charAt(at)) + 1) % 64];
    expect(readRefreshToken(keyring, `${text.slice(0, at)}${next}${text.slice(at + 1)}`)).toBeUndefined();
  }
  for (const other of ["", "x", `${text}=`, `${text}A`, ` ${text}`, `${text.slice(0, 40)} ${text.slice(40)}`])
    expect(readRefreshToken(keyring, other)).toBeUndefined();
});
