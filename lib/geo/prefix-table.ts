/** A table of address prefixes, such as `10.0.0.0/8`, each with a value. */
import { BITS, type IpAddress, parseAddress } from "./ip-address";

/** The value of the longest prefix that contains an address; undefined if none does. */
export type PrefixTable<T> = (address: IpAddress) => T | undefined;

type Prefix = { readonly network: IpAddress; readonly length: number };

/** Reads `network/length`, or an address alone; null for any other text. */
export function parsePrefix(text: string): Prefix | null {
  const [network = "", length] = text.split("/", 2);
  const address = parseAddress(network);
  if (!address) return null;
  const most = BITS[address.family];
  if (length === undefined) return { network: address, length: most };
  return /^\d{1,3}$/.test(length) && Number(length) <= most
    ? { network: address, length: Number(length) }
    : null;
}

const keyOf = ({ family, bits }: IpAddress, length: number): string =>
  `${family}/${length}/${bits >> BigInt(BITS[family] - length)}`;

/** The table of these prefixes. Of equal prefixes, `merge` makes one value. Text that is none is left out. */
export function prefixTable<T>(
  entries: Iterable<readonly [prefix: string, value: T]>,
  merge: (earlier: T, later: T) => T = (_, later) => later,
): PrefixTable<T> {
  const values = new Map<string, T>();
  const lengths = { 4: new Set<number>(), 6: new Set<number>() };
  for (const [text, value] of entries) {
    const prefix = parsePrefix(text);
    if (!prefix) continue;
    const { network, length } = prefix;
    const key = keyOf(network, length);
    const earlier = values.get(key);
    values.set(key, earlier === undefined ? value : merge(earlier, value));
    lengths[network.family].add(length);
  }
  const longestFirst = {
    4: [...lengths[4]].sort((a, b) => b - a),
    6: [...lengths[6]].sort((a, b) => b - a),
  };
  return (address) => {
    for (const length of longestFirst[address.family]) {
      const value = values.get(keyOf(address, length));
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
