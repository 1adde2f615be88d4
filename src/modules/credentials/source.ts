import { isIPv4, isIPv6 } from "node:net";

/** The eight groups of an IPv6 address; the URL parser knows every way to write one (RFC 4291 2.2). */
function groups(address: string): number[] {
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = compressed.split("::");
  const parse = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [front, back] = [parse(head), parse(tail ?? "")];
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}

/**
 * Whom an address stands for: an IPv4 address itself, an IPv6 address its /64, which is what one customer gets
 * (RFC 6177). An IPv4 address in IPv6 clothes (RFC 4291 2.5.5.2) is the IPv4 address.
 *
 * @param address as the socket or the proxy gives it; `null` is the system itself
 */
export function sourceOf(address: string | null): string {
  const bare = address?.replace(/%.*$/, "") ?? "system";
  if (isIPv4(bare) || !isIPv6(bare)) return bare;
  const all = groups(bare);
  const isMapped = all.slice(0, 5).every((group) => group === 0) && all[5] === 0xffff;
  if (isMapped)
    return all
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join(".");
  return `${all
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}
