/** Network addresses as text: the spellings of one address, and the texts of a network's addresses. */

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** How IPv6 addresses begin that an IPv4 address is mapped to, and those that a NAT makes of one. */
const MAPPED_START = "0:0:0:0:0:ffff";
const NAT_START = "64:ff9b:0:0:0:0";

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

const startOf = (groups: readonly string[]): string => groups.slice(0, 6).join(":");

/** The last two groups as an IPv4 address. */
function ipv4EndOf(groups: readonly string[]): string {
  const numbers = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join(".");
}

/** The IPv4 address inside `::ffff:a.b.c.d`, or null. */
function mappedIpv4(groups: readonly string[]): string | null {
  return startOf(groups) === MAPPED_START ? ipv4EndOf(groups) : null;
}

export function isIpv6(text: string): boolean {
  return groupsOf(text) !== null;
}

/** The IPv6 groups of an IPv4 address (`::ffff:a.b.c.d`); null where a number is over 255. */
function mappedGroups(text: string): readonly string[] | null {
  const octets = octetsOf(text);
  return octets === null || octets.join(".") !== text ? null : groupsOf(`::ffff:${text}`);
}

/** One text for every spelling of an address; any other text is returned as it is. */
export function oneSpelling(text: string): string {
  const groups = groupsOf(text);
  return groups === null ? text : (mappedIpv4(groups) ?? groups.join(":"));
}

/** The parts of an IPv6 address joined: as they are, and with `::` for each run of zeros. */
function texts(parts: readonly string[]): readonly string[] {
  const whole = parts.join(":");
  const runs = [...whole.matchAll(/(?<![^:])0+(?::0+)*(?![^:])/g)];
  const shortened = runs.map(({ 0: run, index }) =>
    [whole.slice(0, index) || ":", whole.slice(index + run.length) || ":"].join(""),
  );
  return [...shortened, whole];
}

/**
 * Every text under which a log may hold an address, the given one first. Services write IPv6 with any
 * run of zeros shortened or none, with or without leading zeros, in either case, and its end as IPv4
 * where it is one. An IPv4 address and the IPv6 address that it is mapped to are one.
 */
export function addressSpellings(text: string): readonly string[] {
  const groups = mappedGroups(text) ?? groupsOf(text);
  if (!groups) return [text];
  const ipv4 = mappedIpv4(groups);
  const hasIpv4End = ipv4 !== null || startOf(groups) === NAT_START;
  const written = [groups, groups.map((group) => group.padStart(4, "0"))].flatMap((each) => [
    ...(hasIpv4End ? texts([...each.slice(0, 6), ipv4EndOf(groups)]) : []),
    ...texts(each),
  ]);
  const all = ipv4 === null ? written : [ipv4, ...written];
  return [...new Set([text, ...all, ...all.map((each) => each.toUpperCase())])];
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
