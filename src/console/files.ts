import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageElsewhere } from "../http/prefix.ts";
import { refusal } from "../kernel/errors.ts";
import { notBuiltPage } from "./not-built.ts";

/** The library of components sets styles of its own; scripts are files of ours alone. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": POLICY,
  "cache-control": "no-cache",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
};

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Encodings that the build wrote, the smallest first, and how their files end. */
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

interface ConsoleFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly encoded: readonly { readonly encoding: string; readonly bytes: Buffer }[];
}

interface Built {
  readonly page: string;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

/** Reads a build; its names change with what is in them. @returns `undefined` where there is none */
function readBuild(dir: string, publicUrl: string): Built | undefined {
  if (!existsSync(join(dir, "index.html"))) return undefined;
  const assets = join(dir, "assets");
  const names = readdirSync(assets).filter((name) => TYPES[extname(name)] !== undefined);
  const files = names.map((name): [string, ConsoleFile] => {
    const encoded = ENCODINGS.filter(([, ending]) => existsSync(join(assets, `${name}${ending}`)));
    return [
      name,
      {
        type: TYPES[extname(name)] ?? "",
        plain: readFileSync(join(assets, name)),
        encoded: encoded.map(([encoding, ending]) => ({ encoding, bytes: readFileSync(join(assets, `${name}${ending}`)) })),
      },
    ];
  });
  const address = publicUrl.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return { page: readFileSync(join(dir, "index.html"), "utf8").replace("%PUBLIC_URL%", () => address), files: new Map(files) };
}

/** Whether an Accept-Encoding header takes an encoding (RFC 9110 12.5.3). */
function accepts(header: string, encoding: string): boolean {
  return header.split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}

function sendFile(file: ConsoleFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const header = request.headers["accept-encoding"];
  const wanted = typeof header === "string" ? file.encoded.find(({ encoding }) => accepts(header, encoding)) : undefined;
  if (wanted) reply.header("content-encoding", wanted.encoding);
  return reply
    .headers({ "content-type": file.type, "cache-control": "public, max-age=31536000, immutable", vary: "Accept-Encoding" })
    .send(wanted?.bytes ?? file.plain);
}

/**
 * Serves the built console: its files under `/console/assets`, for ever; its page at every other path under `/console`, which the console
 * itself tells apart.
 *
 * @param dir where the build lies; read when it is first asked for
 * @param publicUrl where browsers reach this server
 */
export function mountConsole(server: FastifyInstance, dir: string, publicUrl: string): void {
  let built: Built | undefined;
  const look = () => {
    built ??= readBuild(dir, publicUrl);
    return built;
  };
  const build = (): Built => {
    const found = look();
    if (!found) throw refusal("console.not_built");
    return found;
  };
  server.get("/console/assets/*", async (request, reply) => {
    const file = build().files.get((request.params as { "*": string })["*"]);
    if (!file) throw refusal("request.unknown_path");
    return sendFile(file, request, reply);
  });
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const { id, headers } = request;
    const elsewhere = pageElsewhere(request, publicUrl);
    if (elsewhere !== undefined) return reply.code(303).header("location", elsewhere).send();
    const wantsPage = headers.accept?.includes("text/html") ?? false;
    // People are told so on a page, programs as of everything that is refused.
    if (!look() && wantsPage) return reply.code(503).headers(PAGE_HEADERS).send(notBuiltPage(headers["accept-language"], id));
    return reply.headers(PAGE_HEADERS).send(build().page);
  };
  server.get("/console", page);
  server.get("/console/*", page);
}
