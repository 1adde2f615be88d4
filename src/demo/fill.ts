/** What is made up, all of it. */
import { type Config, publicUrlOf } from "../config.ts";
import { createCatalogue } from "../kernel/access.ts";
import type { Log, PasswordHasher, Queryable, Services } from "../kernel/context.ts";
import type { Keyring } from "../kernel/secrets.ts";
import { prepareSystemApplications } from "../modules/applications/service.ts";
import { createHasher } from "../modules/credentials/hasher.ts";
import { relyingPartyOf } from "../modules/installation/relying-party.ts";
import { showPredefinedRoles } from "../modules/roles/predefined-service.ts";
import { prepareReservedAdmin } from "../modules/users/reserved-admin.ts";
import { insertFactors, insertPeople } from "./accounts.ts";
import { type ToldApplication, tellApplications } from "./applications.ts";
import { insertAuditRows } from "./audit.ts";
import { DAY, DAYS } from "./calendar.ts";
import { insertIdentities, tellConnections } from "./connections.ts";
import { chooseArrivals, tellDepartures, tellInvitations } from "./departures.ts";
import { tellMachines, tellPersonalKeys } from "./machines.ts";
import type { DemoOptions } from "./open.ts";
import { ORGANIZATIONS } from "./organizations.ts";
import { makePeople } from "./people.ts";
import { createRandom } from "./random.ts";
import { insertSessions } from "./sessions.ts";
import { createStory, type Story } from "./story.ts";
import { tellOrganization, toldOf } from "./structure.ts";
import { tellWorkspaces } from "./workspaces.ts";

const SEED = 20_260_101;

/** What the setting says may differ: what is made up here fits the usual ones. */
function servicesOf(config: Config, log: Log, keyring: Keyring, hasher: PasswordHasher | undefined): Omit<Services, "clock"> {
  const usual = { tombstoneDays: 30, invitationDays: 7, inviteAddsMembers: false, firstSuperuser: "off" };
  return {
    config: { ...config, ...usual },
    log,
    keyring,
    hasher: hasher ?? createHasher({ concurrency: config.hashConcurrency, queue: config.hashQueue }),
    catalogue: createCatalogue(config.resourceTypes),
    // Nobody is signed in yet.
    principals: { forgetUser() {}, forgetFacts() {}, forgetSession() {} },
  };
}

/** Everything, in one transaction. @returns the reserved admin's password, where it was made */
async function tellAll(story: Story, publicUrl: string, hash: string): Promise<string | null> {
  const { random, now, services } = story;
  const people = makePeople(random, now, services.config.adminUsername);
  const operators = people.filter(({ isSuperuser }) => isSuperuser);
  const arrivals = chooseArrivals(story, people);
  let adminPassword: string | null = null;
  story.at(now - DAYS * DAY - 60_000, async () => {
    adminPassword = (await prepareReservedAdmin(story.system)).generatedPassword;
    await showPredefinedRoles(story.system);
    await prepareSystemApplications(story.system, publicUrl);
    await insertPeople(story, people, hash);
    await insertIdentities(story, people);
  });
  const organizations = ORGANIZATIONS.map((plan) => toldOf(story, plan, people));
  for (const told of organizations) {
    tellOrganization(story, told, operators);
    tellWorkspaces(story, told);
    tellMachines(story, told);
    tellPersonalKeys(story, told);
  }
  const applications: ToldApplication[] = [];
  tellApplications(story, organizations, operators, applications);
  tellConnections(story, operators);
  tellInvitations(story, publicUrl, organizations, arrivals);
  tellDepartures(story, people, operators);
  await story.tell();
  await insertFactors(story, people, relyingPartyOf(publicUrl)?.id ?? "localhost");
  const sessions = await insertSessions(story, people, applications);
  await insertAuditRows(story, people, operators, sessions);
  // Nobody is written to: the invitations are told of, not sent.
  await story.tx.query({ text: "DELETE FROM mail" });
  return adminPassword;
}

/**
 * Gets ready to fill an installation.
 *
 * @param password of everybody who has one
 * @returns what fills it, in a transaction; it gives the reserved admin's password, where it made that
 */
export async function createFilling({ config, log, hasher, now }: DemoOptions, keyring: Keyring, password: string) {
  const services = servicesOf(config, log, keyring, hasher);
  const hash = await services.hasher.hash(password);
  return (tx: Queryable): Promise<string | null> => tellAll(createStory({ random: createRandom(SEED), tx, now, services }), publicUrlOf(config), hash);
}
