/** Internet addresses as numbers, so that they can be compared with prefixes. */
import { isIPv4, isIPv6 } from "node:net";

export type IpAddress = { readonly family: 4 | 6; readonly bits: bigint };

export const BITS = { 4: 32, 6: 128 } as const;
const GROUPS = 8;

/** IPv4 addresses written as IPv6, `::ffff:203.0.113.7` (RFC 4291, 2.5.5.2). */
const MAPPED_V4 = 0xffffn;

const bitsOfV4 = (text: string): bigint =>
  text.split(".").reduce((bits, part) => bits * 256n + BigInt(part), 0n);

/** The bits of an IPv6 address, by way of the form that every URL has: no IPv4 part, no zeros ahead. */
function bitsOfV6(text: string): bigint {
  const { hostname } = new URL(`http://[${text}]`);
  const [left = [], right = []] = hostname
    .slice(1, -1)
    .split("::")
    .map((side) => side.split(":").filter((group) => group !== ""));
  const zeros = new Array<string>(GROUPS - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce(
    (bits, group) => bits * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}

/** Reads an address; null for any other text. An IPv4 address within IPv6 is the IPv4 address. */
export function parseAddress(text: string): IpAddress | null {
  if (isIPv4(text)) return { family: 4, bits: bitsOfV4(text) };
  // A zone, as in `fe80::1%eth0`, names an interface of the machine.
  const [address = ""] = text.split("%", 1);
  if (!isIPv6(address)) return null;
  const bits = bitsOfV6(address);
  return bits >> 32n === MAPPED_V4 ? { family: 4, bits: bits & 0xffff_ffffn } : { family: 6, bits };
}

/** Writes an address in full, without `::`. */
export function formatAddress({ family, bits }: IpAddress): string {
  const size = family === 4 ? 8n : 16n;
  const count = BITS[family] / Number(size);
  const parts = Array.from({ length: count }, (_, index) => {
    const part = (bits >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n);
    return part.toString(family === 4 ? 10 : 16);
  });
  return parts.join(family === 4 ? "." : ":");
}
