/** The network of an address in a profile: the same rule as the statement's `NETWORK_SQL`. */
import { groupsOf } from "../addresses";

const IPV4 = /^(?:[0:]+ffff:)?(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}$/i;
const IPV6 = /^([1-9a-f]\w*:\w+:\w+):/;

/** The /16 of an IPv4 address, the /48 of an IPv6 address, in any spelling; null for other texts. */
export function networkOf(address: string): string | null {
  const ipv4 = IPV4.exec(address)?.[1];
  if (ipv4 !== undefined) return `${ipv4}.0.0/16`;
  const ipv6 = IPV6.exec(groupsOf(address)?.join(":") ?? "")?.[1];
  return ipv6 === undefined ? null : `${ipv6}::/48`;
}
