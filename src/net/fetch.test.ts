import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAllowed, isPublic } from "./addresses.ts";
import { createIsAskable, createOutgoing } from "./fetch.ts";

describe("an address", () => {
  test.each(["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"])("%s is public", (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ..."0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255".split(
      " ",
    ),
    ...":: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1".split(
      " ",
    ),
  ])("%s is not", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test("that is an exception is one by name, alone or by its network", () => {
    const allowed = createAllowed(["Keycloak.internal", "10.1.0.0/16", "::1", "192.168.1.7"]);
    expect(["keycloak.internal", "KEYCLOAK.internal"].every(allowed.hasHost)).toBe(true);
    expect(["10.1.2.3", "::1", "192.168.1.7"].every(allowed.hasAddress)).toBe(true);
    expect([allowed.hasHost("x.keycloak.internal"), allowed.hasAddress("10.2.0.1"), allowed.hasAddress("192.168.1.8"), allowed.hasAddress("::2")]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test.each([
    ["https://id.example.com/x", true],
    ["http://id.example.com", false],
    ["http://keycloak.internal:8080/realms/x", true],
    ["https://10.0.0.1", false],
    ["https://0x7f000001/", false],
    ["https://2130706433/", false],
    ["https://[::ffff:127.0.0.1]/", false],
    ["https://[fe80::1]/", false],
    ["http://192.168.1.7/", true],
    ["file:///etc/passwd", false],
    ["https://user@id.example.com", false],
    ["", false],
  ])("%s may be asked: %s", (url, expected) => {
    expect(createIsAskable(["keycloak.internal", "192.168.1.7"])(url)).toBe(expected);
  });
});

describe("a request to elsewhere", () => {
  let url: string;
  let answer: RequestListener = (_request, response) => void response.end();
  const server = createServer((request, response) => answer(request, response));
  const outgoing = createOutgoing(["127.0.0.0/8"], { timeout: 400, size: 1000 });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  test("brings what was sent, and the answer with its headers", async () => {
    answer = async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.writeHead(201, { "content-type": "text/x", "set-cookie": ["a=1", "b=2"] }).end(`${request.method} ${request.headers["x-y"]} ${body}`);
    };
    const response = await outgoing(url, { method: "POST", headers: { "x-y": "z" }, body: "äö" });
    expect([response.status, response.headers.get("content-type"), response.headers.getSetCookie(), await response.text()]).toEqual([
      201,
      "text/x",
      ["a=1", "b=2"],
      "POST z äö",
    ]);
  });

  test("follows no redirect", async () => {
    answer = (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    expect((await outgoing(url)).status).toBe(302);
  });

  test.each<[string, RequestListener, string]>([
    ["silence", () => {}, "timeout"],
    ["a drop at a time", (_request, response) => void setInterval(() => response.write("x"), 50).unref(), "timeout"],
    ["too much", (_request, response) => void response.end("x".repeat(1001)), "too_large"],
    ["more than it says", (_request, response) => void response.writeHead(200, { "transfer-encoding": "chunked" }).end("x".repeat(5000)), "too_large"],
    [
      "an end in the middle",
      (_request, response) => void response.writeHead(200, { "content-length": 500 }).write("x", () => response.destroy()),
      "unreachable",
    ],
  ])("ends after %s", async (_name, behave, reason) => {
    answer = behave;
    await expect(outgoing(url)).rejects.toMatchObject({ name: "OutgoingError", reason });
  });

  test("takes exactly as much as it may", async () => {
    answer = (_request, response) => void response.end("x".repeat(1000));
    expect(await (await outgoing(url)).text()).toHaveLength(1000);
  });

  test("does not go inside, by whatever name; nor where nobody is", async () => {
    const strict = createOutgoing([]);
    const port = new URL(url).port;
    for (const inside of [
      url,
      `https://127.0.0.1:${port}`,
      `https://localhost:${port}`,
      `http://localhost:${port}`,
      `https://[::1]:${port}`,
      "https://169.254.169.254/latest/meta-data/",
    ]) {
      await expect(strict(inside)).rejects.toMatchObject({ reason: "refused" });
    }
    await expect(strict("file:///etc/passwd")).rejects.toMatchObject({ reason: "refused" });
    await expect(strict("https://nothing.invalid/")).rejects.toMatchObject({ reason: "unreachable" });
    await expect(outgoing("http://127.0.0.1:1/")).rejects.toMatchObject({ reason: "unreachable" });
  });

  test("ends when whoever asked has gone", async () => {
    answer = () => {};
    const gone = new AbortController();
    const asked = outgoing(url, { signal: gone.signal });
    gone.abort();
    await expect(asked).rejects.toMatchObject({ reason: "unreachable" });
  });
});
