import { randomUUID } from "node:crypto";
import type { Harness, Reply } from "../support/harness.ts";

/** What the contract's clients send. */
export const CLI = "Host/build-box ZenML/0.93.0 Python/3.12.1 OS/Linux";

/** A device asks. */
export function ask(server: Harness, clientId: string, fields: Record<string, string> = {}, headers: Record<string, string> = { "user-agent": CLI }) {
  return server.call("POST", "/auth/device_authorization", { form: { client_id: clientId, ...fields }, headers });
}

/** A device polls. */
export function poll(server: Harness, clientId: string, deviceCode: string): Promise<Reply> {
  const form = { grant_type: "urn:ietf:params:oauth:grant-type:device_code", client_id: clientId, device_code: deviceCode };
  return server.call("POST", "/auth/login", { form });
}

/** A person lets in what asked. */
export async function letIn(server: Harness, token: string, asked: Pick<Reply, "json">, more: object = {}): Promise<Reply> {
  const verified = await server.call("PUT", "/devices/verify", { token, body: { user_code: asked.json.user_code, ...more } });
  if (verified.status !== 200) throw new Error(`letting a device in: ${verified.status} ${verified.text}`);
  return verified;
}

/** The whole way: a device asks, is let in, and fetches its token. */
export async function signInDevice(server: Harness, token: string, more: object = {}, clientId: string = randomUUID(), fields: Record<string, string> = {}) {
  const asked = await ask(server, clientId, fields);
  await letIn(server, token, asked, more);
  const answer = await poll(server, clientId, asked.json.device_code);
  if (answer.status !== 200) throw new Error(`signing a device in: ${answer.status} ${answer.text}`);
  return answer;
}
