/** Network addresses as text: the spellings of one address, and the texts of a network's addresses. */

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** How an IPv6 address begins that an IPv4 address is mapped to, with that address after it. */
export const MAPPED_START = "::ffff:";
const MAPPED = /^0:0:0:0:0:ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** The four numbers of an IPv4 address, which may be over 255; null for any other text. */
export function octetsOf(text: string): readonly number[] | null {
  return IPV4.exec(text)?.slice(1).map(Number) ?? null;
}

/** The eight groups of an IPv6 address, lower case without leading zeros; null when it is none. */
export function groupsOf(text: string): readonly string[] | null {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":")) return null;
  const address = URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).hostname : null;
  if (address === null) return null;
  const [head = "", tail] = address.slice(1, -1).split("::");
  const split = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  if (tail === undefined) return split(head);
  const zeros = 8 - split(head).length - split(tail).length;
  return [...split(head), ...Array<string>(zeros).fill("0"), ...split(tail)];
}

/** The IPv4 address inside `::ffff:a.b.c.d`, or null. */
function mappedIpv4(groups: readonly string[]): string | null {
  const match = MAPPED.exec(groups.join(":"));
  if (!match) return null;
  const [high, low] = match.slice(1).map((group) => Number.parseInt(group, 16));
  if (high === undefined || low === undefined) return null;
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

export function isIpv6(text: string): boolean {
  return groupsOf(text) !== null;
}

/** An IPv6 group with its leading zeros. */
export function padded(group: string): string {
  return group.padStart(4, "0");
}

/** The IPv6 groups of an IPv4 address (`::ffff:a.b.c.d`); null where a number is over 255. */
function mappedGroups(text: string): readonly string[] | null {
  const octets = octetsOf(text);
  return octets === null || octets.join(".") !== text ? null : groupsOf(`::ffff:${text}`);
}

/**
 * Every text under which a log may hold an address, the given one first. Services write IPv6
 * compressed or with all eight groups, with or without leading zeros, in either case. An IPv4 address
 * and the IPv6 address that it is mapped to are one.
 */
export function addressSpellings(text: string): readonly string[] {
  const groups = mappedGroups(text) ?? groupsOf(text);
  if (!groups) return [text];
  const canonical = new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
  const ipv4 = mappedIpv4(groups);
  const lower = [canonical, groups.join(":"), groups.map(padded).join(":")];
  const mapped = ipv4 === null ? [] : [ipv4, `${MAPPED_START}${ipv4}`];
  const written = [...mapped, ...lower];
  return [...new Set([text, ...written, ...written.map((each) => each.toUpperCase())])];
}

export type Network = { readonly text: string; readonly prefixBits: number };

/** The parts of `address/bits`, or why this network cannot be searched. */
export function readNetwork(
  text: string,
):
  | { readonly ok: true; readonly network: Network }
  | { readonly ok: false; readonly reason: string } {
  const [address = "", bits = "", more] = text.split("/");
  const prefixBits = Number(bits);
  const isNumber = /^\d{1,3}$/.test(bits) && more === undefined;
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  const octets = octetsOf(address);
  if (octets) {
    if (octets.some((octet) => octet > 255))
      return refuse("Each number of an IPv4 address is at most 255.");
    if (!isNumber || prefixBits < 8 || prefixBits > 32)
      return refuse("An IPv4 network ends with /8 to /32, such as 203.0.113.0/24.");
    return { ok: true, network: { text: address, prefixBits } };
  }
  const groups = groupsOf(address);
  if (!groups)
    return refuse("A network is an address, a slash and its bits, such as 203.0.113.0/24.");
  if (!isNumber || prefixBits < 1 || prefixBits > 128)
    return refuse("An IPv6 network ends with /1 to /128, such as 2001:db8::/32.");
  const ipv4 = prefixBits < 96 ? null : mappedIpv4(groups);
  const network =
    ipv4 === null ? { text: address, prefixBits } : { text: ipv4, prefixBits: prefixBits - 96 };
  return { ok: true, network };
}
