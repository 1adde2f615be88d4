/** Requests as bytes, made before they are sent. */
export interface Parts {
  readonly token?: string;
  readonly basic?: ClientSecret;
  readonly cookie?: string;
  readonly json?: object;
  readonly form?: Readonly<Record<string, string>>;
}

export interface ClientSecret {
  readonly client_id: string;
  readonly client_secret: string;
}

/** The header of HTTP Basic (RFC 6749 2.3.1); neither part has anything in it that would have to be escaped. */
export const basicHeader = ({ client_id: id, client_secret: secret }: ClientSecret) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

/** A whole request, on a connection that stays open. */
export function request(method: string, path: string, { token, basic, cookie, json, form }: Parts = {}): Buffer {
  const text = json ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : "";
  const head = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Accept: application/json"];
  if (token) head.push(`Authorization: Bearer ${token}`);
  if (basic) head.push(`Authorization: ${basicHeader(basic)}`);
  if (cookie) head.push(`Cookie: ${cookie}`);
  if (json || form) head.push(`Content-Type: application/${json ? "json" : "x-www-form-urlencoded"}`, `Content-Length: ${Buffer.byteLength(text)}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`);
}
