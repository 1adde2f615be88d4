/** The hot paths of accounts, beside the bare query. */
import type { Work } from "./load.ts";
import type { Path, World } from "./path.ts";
import { request } from "./request.ts";

/** The paths under /users. */
export function userPaths({ server, floor, admin: { token, id }, people }: World): Path[] {
  const title = (i: number) => ({ job_title: `Engineer ${i % 97}` });
  const path = (name: string, aim: number, works: readonly Work[], floors: Readonly<Record<string, readonly Work[]>>): Path => ({
    name,
    aim,
    contenders: () => [
      { label: "server", process: server, works },
      ...Object.entries(floors).map(([label, bare]) => ({ label: `floor: ${label}`, process: floor, works: bare })),
    ],
  });
  return [
    path("GET /users?limit=100", 0.9, [request("GET", "/users?limit=100", { token })], {
      rows: [request("GET", "/page/100")],
      "JSON by PostgreSQL": [request("GET", "/page-as-json/100")],
    }),
    path(
      "GET /users/{id}",
      0.6,
      people.map((one) => request("GET", `/users/${one.id}`, { token })),
      { row: people.map((one) => request("GET", `/one/${one.id}`)) },
    ),
    path("GET /users/me", 0.6, [request("GET", "/users/me", { token })], { row: [request("GET", `/one/${id}`)] }),
    path(
      "GET /users?email=",
      0.6,
      people.map((one) => request("GET", `/users?email=${encodeURIComponent(one.email)}`, { token })),
      { rows: people.map((one) => request("GET", `/email/${encodeURIComponent(one.email)}`)) },
    ),
    path(
      "PATCH /users/{id}",
      0.5,
      people.map((one, i) => request("PATCH", `/users/${one.id}`, { token, json: title(i) })),
      { UPDATE: people.map((one, i) => request("PATCH", `/one/${one.id}`, { json: title(i + 1) })) },
    ),
  ];
}
