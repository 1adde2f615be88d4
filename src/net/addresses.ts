import { BlockList, isIP, isIPv6 } from "node:net";

/** Addresses that are no place on the public internet (RFC 6890 and the registries that it names). */
const NOT_PUBLIC_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/** Of IPv6 only global unicast is public, and of that not what carries IPv4 inside or is for documentation. */
const PUBLIC_V6 = ["2000::/3"];
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function networks(list: readonly string[]): BlockList {
  const made = new BlockList();
  for (const item of list) {
    const [address = "", prefix] = item.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) made.addAddress(address, family);
    else made.addSubnet(address, Number(prefix), family);
  }
  return made;
}

const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");
const notPublicV4 = networks(NOT_PUBLIC_V4);
const publicV6 = networks(PUBLIC_V6);
const notPublicV6 = networks(NOT_PUBLIC_V6);

/** Whether an IP address is one of the public internet. */
export function isPublic(address: string): boolean {
  if (!isIPv6(address)) return !notPublicV4.check(address, "ipv4");
  return publicV6.check(address, "ipv6") && !notPublicV6.check(address, "ipv6");
}

/** What an operator let outgoing requests reach besides the public internet. */
export interface Allowed {
  hasHost(name: string): boolean;
  hasAddress(address: string): boolean;
}

/** @param list the setting ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: names, addresses, networks */
export function createAllowed(list: readonly string[]): Allowed {
  const items = list.map((item) => item.toLowerCase());
  const isNetwork = (item: string) => item.includes("/") || isIP(item) !== 0;
  const hosts = new Set(items.filter((item) => !isNetwork(item)));
  const exceptions = networks(items.filter(isNetwork));
  return {
    hasHost: (name) => hosts.has(name.toLowerCase()),
    hasAddress: (address) => exceptions.check(address, family(address)),
  };
}
