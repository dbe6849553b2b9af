/** Addresses of a network, as a predicate over the text of a field. */
import { groupsOf, type Network, octetsOf, padded } from "./addresses";
import type { FieldName } from "./fields";
import { anyOf, is, oneOf, type Predicate, startsWith } from "./query";

function ipv4NetworkIs(field: FieldName, octets: readonly number[], prefixBits: number): Predicate {
  if (prefixBits === 32) return is(field, octets.join("."));
  const whole = Math.floor(prefixBits / 8);
  const size = 2 ** (8 - (prefixBits % 8));
  const first = Math.floor((octets[whole] ?? 0) / size) * size;
  const head = octets
    .slice(0, whole)
    .map((octet) => `${octet}.`)
    .join("");
  if (size === 256) return startsWith(field, head);
  const parts = Array.from({ length: size }, (_, index) => `${head}${first + index}`);
  return whole === 3
    ? oneOf(field, parts)
    : anyOf(...parts.map((part) => startsWith(field, `${part}.`)));
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
