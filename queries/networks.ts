/**
 * Addresses of a network as a regular expression over their text: in every spelling that is an address,
 * with `::` at any place, with or without leading zeros, and an IPv4 address also as IPv6. RE2 and Trino's
 * joni read it alike; the case of letters does not matter.
 */
import { groupsOf, type Network, octetsOf } from "./addresses";
import { regExp } from "./expression-value";

/** Not `$`, which Trino finds before a last line break too. */
const END = String.raw`\z`;
const DIGIT = "[0-9a-f]";
const ANY_GROUP = `${DIGIT}{1,4}`;
const ANY_OCTET = "[0-9]{1,3}";
/** Zero groups, and `::` somewhere among them or before `ffff`. */
const BEFORE_MAPPED = "(?:0{0,4}:){2,6}ffff:";

function between(least: number, most: number): string {
  if (least === most) return most === 1 ? "" : `{${most}}`;
  return most === 1 ? "?" : `{${least},${most}}`;
}
const digits = (least: number, most: number): string =>
  most === 0 ? "" : DIGIT + between(least, most);
const zeros = (most: number): string => (most === 0 ? "" : `0${between(0, most)}`);
const joined = (parts: readonly string[]): string => parts.join(":");
const oneOf = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? "") : `(?:${parts.join("|")})`;

/** How many of a part's last bits the network leaves open. */
const openBits = (index: number, size: number, prefixBits: number): number =>
  Math.min(Math.max(size * (index + 1) - prefixBits, 0), size);

const firstOf = (part: number, open: number): number => (part >> open) << open;

function octetPattern(octet: number, open: number): string {
  if (open === 8) return ANY_OCTET;
  const first = firstOf(octet, open);
  return oneOf(Array.from({ length: 2 ** open }, (_, index) => `${first + index}`));
}

function ipv4Pattern(octets: readonly number[], prefixBits: number): string {
  const parts = octets.map((octet, at) => octetPattern(octet, openBits(at, 8, prefixBits)));
  return parts.join("\\.");
}

/** A group: its fixed digits, one of which there are several of, and the open ones. */
function groupPattern(group: number, open: number): string {
  if (open === 16) return ANY_GROUP;
  const openDigits = open >> 2;
  const fixed = firstOf(group, open)
    .toString(16)
    .padStart(4, "0")
    .slice(0, 4 - openDigits);
  const least = Number.parseInt(fixed.slice(-1), 16);
  const choice = Array.from({ length: 2 ** (open & 3) }, (_, at) => (least + at).toString(16));
  const last = choice.length === 1 ? fixed.slice(-1) : `[${choice.join("")}]`;
  const before = fixed.slice(0, -1).replace(/^0+/, "");
  const mayLackLast = before === "" && least === 0 && openDigits > 0;
  return mayLackLast
    ? `${zeros(3 - openDigits)}${last}?${digits(1, openDigits)}`
    : `${zeros(3 - before.length - openDigits)}${before}${last}${digits(openDigits, openDigits)}`;
}

type Groups = { readonly patterns: readonly string[]; readonly isZero: readonly boolean[] };

function groupsPatterns(groups: readonly number[], prefixBits: number): Groups {
  const open = groups.map((_, at) => openBits(at, 16, prefixBits));
  return {
    patterns: groups.map((group, at) => groupPattern(group, open[at] ?? 0)),
    isZero: groups.map((group, at) => firstOf(group, open[at] ?? 0) === 0),
  };
}

function ipv6Pattern(groups: readonly number[], prefixBits: number): string {
  const { patterns, isZero } = groupsPatterns(groups, prefixBits);
  const octets = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
  const ipv4 = ipv4Pattern(octets, Math.max(prefixBits - 96, 0));
  const known = Math.ceil(prefixBits / 16);
  const left = 8 - known;
  const head = (end: number): string => joined(patterns.slice(0, end));
  const tail = (from: number): string =>
    from > 6
      ? joined(patterns.slice(from))
      : joined([...patterns.slice(from, 6), oneOf([joined(patterns.slice(6)), ipv4])]);
  const areZeros = (from: number, end: number): boolean => isZero.slice(from, end).every(Boolean);
  // Behind the known groups there may be anything, of which `::` may be a part.
  const isEndOpen = left >= 2;
  const whole = isEndOpen ? `${head(known)}:` : `${tail(0)}${END}`;
  const most = isEndOpen ? known : 8;
  const ofAny = (count: number): string => `(?:${ANY_GROUP}:)${between(0, count)}`;
  const shortened = patterns.slice(0, most).flatMap((_, from) => [
    ...patterns
      .slice(from, isEndOpen ? most - 1 : most)
      .flatMap((__, at) => (areZeros(from, from + at + 1) ? [tail(from + at + 1)] : []))
      .map((end) => `${head(from)}::${end}${END}`),
    ...(isEndOpen && areZeros(from, known)
      ? [`${head(from)}::(?:${ofAny(left - 1)}${ANY_GROUP}|${ofAny(left - 2)}${ipv4})?${END}`]
      : []),
  ]);
  return `^${oneOf([whole, ...shortened])}`;
}

/** An IPv4 network, whose addresses may also be written as the IPv6 ones that they are mapped to. */
function mappedPattern(octets: readonly number[], prefixBits: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  const groups = [...[0, 0, 0, 0, 0, 0xffff], (a << 8) | b, (c << 8) | d];
  const { patterns, isZero } = groupsPatterns(groups, prefixBits + 96);
  const [high = "", low = ""] = patterns.slice(6);
  const [isHighZero = false, isLowZero = false] = isZero.slice(6);
  const shortened = [
    ...(isLowZero ? [`${high}::`] : []),
    ...(isHighZero ? [`:${low}`] : []),
    ...(isHighZero && isLowZero ? [":"] : []),
  ];
  const ipv4 = ipv4Pattern(octets, prefixBits);
  return `^(?:${ipv4}|${BEFORE_MAPPED}${oneOf([ipv4, `${high}:${low}`, ...shortened])})${END}`;
}

/** The regular expression for the addresses of a network. */
export function networkPattern({ text, prefixBits }: Network): string {
  const octets = octetsOf(text);
  if (octets) return mappedPattern(octets, prefixBits);
  const groups = (groupsOf(text) ?? []).map((group) => Number.parseInt(group, 16));
  return ipv6Pattern(groups, prefixBits);
}

/** Whether a text is an address of a network. */
export function isInNetwork(text: string, network: Network): boolean {
  return regExp(networkPattern(network), "iu").test(text);
}
