/** Applications that people sign in to, and machines. */
import { generateKeyPairSync } from "node:crypto";
import type { ApplicationCreate } from "../modules/applications/schema.ts";
import { rotateSecret } from "../modules/applications/secrets-service.ts";
import { createApplication, updateApplication } from "../modules/applications/service.ts";
import { DAY, HOUR, workMoment } from "./calendar.ts";
import type { DemoPerson } from "./people.ts";
import type { Story } from "./story.ts";
import type { Told } from "./structure.ts";

/** An application that people sign in to, when the story has come to it. */
export interface ToldApplication {
  readonly id: string;
  readonly name: string;
  readonly made: number;
  readonly scopes: readonly string[];
  readonly isTrusted: boolean;
  /** Whose people use it; `null`: everybody's. */
  readonly told: Told | null;
}

interface ApplicationPlan {
  readonly input: Omit<ApplicationCreate, "organization_id">;
  /** Domain of the organization that it belongs to. */
  readonly of?: string;
  readonly age: number;
  readonly change?: "rotated" | "off";
}

const web = (name: string, host: string, more: Partial<ApplicationCreate> = {}): ApplicationPlan["input"] => ({
  name,
  type: "web",
  redirect_uris: [`https://${host}/callback`],
  post_logout_redirect_uris: [`https://${host}/`],
  ...more,
});

const single = (name: string, host: string, more: Partial<ApplicationCreate> = {}): ApplicationPlan["input"] => ({
  ...web(name, host, more),
  type: "single_page",
});

/** Public half of a key that nobody holds. */
function publicKey() {
  const { kty, crv, x, y } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  return { keys: [{ kty, crv, x, y, alg: "ES256", use: "sig", kid: "2026-a" }] };
}

const PLANS: readonly ApplicationPlan[] = [
  { input: web("Intranet", "intranet.roster-operations.example", { is_trusted: true }), age: 350 },
  {
    input: web("Model registry", "models.roster-operations.example", { is_trusted: true, scopes: ["openid", "profile", "email", "organizations:read"] }),
    age: 330,
    change: "rotated",
  },
  { input: { name: "Mobile companion", type: "native", redirect_uris: ["example.roster.companion:/callback"] }, age: 240 },
  { input: single("Shift planner", "shifts.meadowbrook.example"), of: "meadowbrook", age: 260 },
  { input: web("Customer portal", "portal.nordlicht.example", { require_par: true }), of: "nordlicht", age: 300, change: "rotated" },
  { input: single("Grid dashboard", "grid.nordlicht.example", { scopes: ["openid", "profile", "email", "offline_access"] }), of: "nordlicht", age: 180 },
  {
    input: web("Teller workstation", "teller.kestrelwren.example", { auth_method: "private_key_jwt", require_par: true, dpop_bound: true }),
    of: "kestrel",
    age: 280,
  },
  { input: single("Robot console", "console.hoshizora.example"), of: "hoshizora", age: 210 },
  {
    input: { name: "Dispatch app", type: "native", redirect_uris: ["https://dispatch.longhaul.example/callback", "example.longhaul.dispatch:/callback"] },
    of: "longhaul",
    age: 190,
  },
  { input: web("Course catalogue", "courses.polder.example"), of: "polder", age: 150 },
  { input: web("Old wiki", "wiki.nordlicht.example"), of: "nordlicht", age: 340, change: "off" },
  { input: { name: "Billing export", type: "machine", scopes: ["users:read", "organizations:read"] }, of: "kestrel", age: 200, change: "rotated" },
  { input: { name: "Status page", type: "machine", scopes: ["users:read"], auth_method: "private_key_jwt" }, age: 120 },
  { input: { name: "Directory sync", type: "machine", scopes: ["users:read", "users:write"] }, age: 310 },
];

const USED = "UPDATE application_secrets SET last_used = $2 WHERE application_id = $1 AND created < $2";

/** Makes the applications; `made` takes those that people sign in to. */
export function tellApplications(story: Story, organizations: readonly Told[], operators: readonly DemoPerson[], made: ToldApplication[]): void {
  for (const { input, of, age, change } of PLANS) {
    const told = organizations.find(({ plan }) => plan.word === of) ?? null;
    const moment = Math.max(workMoment(story.random, story.now - age * DAY, story.now), told?.when(0.02) ?? 0);
    const ago = (days: number) => workMoment(story.random, story.now - days * DAY, story.now);
    story.at(moment, async () => {
      const by = story.random.pick(operators);
      const keys = input.auth_method === "private_key_jwt" ? { jwks: publicKey() } : {};
      const { json } = await createApplication(story.as(by), { ...input, ...keys, organization_id: told?.id ?? null });
      const { id, scopes } = JSON.parse(json) as { id: string; scopes: string[] };
      if (change === "off") story.at(ago(70), () => updateApplication(story.as(by), id, { is_active: false }, undefined));
      if (change === "rotated") story.at(ago(33), () => rotateSecret(story.as(by), id, 3 * 86_400));
      const last = story.now - story.random.int(1, 600) * 60_000;
      if (change !== "off") story.at(last, () => story.tx.query({ text: USED, values: [id, new Date(last)] }));
      if (input.type !== "machine" && change !== "off") made.push({ id, name: input.name, made: moment, scopes, isTrusted: input.is_trusted === true, told });
    });
  }
}

/** The first use of an application comes after its making. */
export const earliestUse = ({ made }: ToldApplication): number => made + HOUR;
