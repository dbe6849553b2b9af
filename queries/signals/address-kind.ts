/** What an address of a profile is: the public address of a caller, or something without a country. */
import { groupsOf, octetsOf } from "../addresses";

type V4Range = readonly [first: number, second: readonly [from: number, to: number]];

const ANY: readonly [number, number] = [0, 255];

/** Private, loopback, link-local and shared addresses (RFC 1918, 5735, 6598), by their first octets. */
const LOCAL_V4: readonly V4Range[] = [
  [0, ANY],
  [10, ANY],
  [100, [64, 127]],
  [127, ANY],
  [169, [254, 254]],
  [172, [16, 31]],
  [192, [168, 168]],
];

/** Whether the text is an address at all: not an AWS service's name, not `AWS Internal`. */
export function isAddress(text: string): boolean {
  const octets = octetsOf(text);
  return octets === null ? groupsOf(text) !== null : octets.every((octet) => octet <= 255);
}

/** Whether it is an address of the internet, which may have a country. */
export function isPublicAddress(text: string): boolean {
  if (!isAddress(text)) return false;
  const octets = octetsOf(text);
  if (octets) {
    const [first = 0, second = 0] = octets;
    return !LOCAL_V4.some(([a, [from, to]]) => first === a && second >= from && second <= to);
  }
  // Unspecified, loopback, unique local (fc00::/7) and link-local (fe80::/10) addresses.
  const head = Number.parseInt(groupsOf(text)?.[0] ?? "0", 16);
  return head !== 0 && (head < 0xfc00 || head > 0xfdff) && (head < 0xfe80 || head > 0xfebf);
}
