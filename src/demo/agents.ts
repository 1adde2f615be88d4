/** What people sign in with: the User-Agent headers of common browsers, and of command lines. */
import { type Agent, describeAgent } from "../modules/sessions/agent.ts";

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64)";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";

/** With how many of a hundred sign-ins come from each. */
export const BROWSERS: readonly (readonly [string, number])[] = [
  [`${WINDOWS} ${CHROME} Safari/537.36`, 31],
  [`${WINDOWS} ${CHROME} Safari/537.36 Edg/142.0.0.0`, 19],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0", 7],
  [`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`, 9],
  [`${MAC} ${CHROME} Safari/537.36`, 9],
  [`${LINUX} ${CHROME} Safari/537.36`, 3],
  ["Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", 3],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", 9],
  [`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${CHROME} Mobile Safari/537.36`, 6],
  ["Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", 2],
  ["Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/604.1", 2],
];

/** Programs that sign in by themselves. */
export const PROGRAMS: readonly (readonly [string, number])[] = [
  ["python-requests/2.32.5", 5],
  ["curl/8.14.1", 3],
  ["ZenML/0.90.0 Python/3.12.11 OS/Linux", 4],
];

/** The header of a command line on a machine. */
export const commandLine = (hostname: string, os: string): string => `Host/${hostname} ZenML/0.90.0 Python/3.12.11 OS/${os}`;

const described = new Map<string, Agent | null>();

/** `describeAgent`, once for each header. */
export function agentOf(userAgent: string): Agent | null {
  const known = described.get(userAgent);
  if (known !== undefined) return known;
  const agent = describeAgent(userAgent);
  described.set(userAgent, agent);
  return agent;
}
