/** Addresses of a network, as a predicate over the text of a field. */
import {
  addressSpellings,
  groupsOf,
  MAPPED_START,
  type Network,
  octetsOf,
  padded,
} from "./addresses";
import type { FieldName } from "./fields";
import { anyOf, oneOf, type Predicate, startsWith } from "./query";

/** What IPv4 addresses have before them where they are written as IPv6; not those with hexadecimal ends. */
const BEFORE_IPV4 = ["", MAPPED_START, MAPPED_START.toUpperCase()];

function ipv4NetworkIs(field: FieldName, octets: readonly number[], prefixBits: number): Predicate {
  if (prefixBits === 32) return oneOf(field, addressSpellings(octets.join(".")));
  const whole = Math.floor(prefixBits / 8);
  const size = 2 ** (8 - (prefixBits % 8));
  const first = Math.floor((octets[whole] ?? 0) / size) * size;
  const head = octets
    .slice(0, whole)
    .map((octet) => `${octet}.`)
    .join("");
  const spelt = (parts: readonly string[]): readonly string[] =>
    BEFORE_IPV4.flatMap((before) => parts.map((part) => before + part));
  const startsWithAny = (parts: readonly string[]): Predicate =>
    anyOf(...spelt(parts).map((part) => startsWith(field, part)));
  if (size === 256) return startsWithAny([head]);
  const parts = Array.from({ length: size }, (_, index) => `${head}${first + index}`);
  return whole === 3 ? oneOf(field, spelt(parts)) : startsWithAny(parts.map((part) => `${part}.`));
}

/** The address in a field is one of the network's, in any spelling. */
export function isInNetwork(field: FieldName, { text, prefixBits }: Network): Predicate {
  const octets = octetsOf(text);
  if (octets) return ipv4NetworkIs(field, octets, prefixBits);
  const head = (groupsOf(text) ?? []).slice(0, prefixBits / 16);
  const lower = [head.join(":"), head.map(padded).join(":")];
  const starts = new Set([...lower, ...lower.map((each) => each.toUpperCase())]);
  return anyOf(...[...starts].map((start) => startsWith(field, `${start}:`)));
}
