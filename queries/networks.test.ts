import { BlockList, isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOver } from "@/lib/engine/duckdb/answer-over.fixture";
import { triesOf } from "@/lib/full-run.fixture";
import { addressSpellings, readNetwork } from "./addresses";
import { parseFilter, predicateOf } from "./filters";
import { implies } from "./implies";
import { events } from "./playbook";
import { oneOf } from "./query";

/** Groups of IPv6 addresses, among them many zeros, and what is mapped to IPv4. */
const group = fc.oneof(
  fc.constantFrom(0, 0, 0, 1, 0xdb8, 0x2001, 0xffff),
  fc.integer({ min: 0, max: 0xffff }),
);
const mapped = fc.tuple(group, group).map((end) => [0, 0, 0, 0, 0, 0xffff, ...end]);
const address = fc.oneof(fc.array(group, { minLength: 8, maxLength: 8 }), mapped);

/** How a text of an address is written: digits, case, which zeros `::` stands for, and its end. */
type Style = {
  readonly isPadded: boolean;
  readonly isUpper: boolean;
  readonly isDotted: boolean;
  readonly zeros: readonly [number, number];
};
const style: fc.Arbitrary<Style> = fc.record({
  isPadded: fc.boolean(),
  isUpper: fc.boolean(),
  isDotted: fc.boolean(),
  zeros: fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 8 })),
});

function written(groups: readonly number[], { isPadded, isUpper, isDotted, zeros }: Style): string {
  const plain = groups.map((each) => each.toString(16).padStart(isPadded ? 4 : 1, "0"));
  const [high = 0, low = 0] = groups.slice(6);
  const end = isDotted ? [[high >> 8, high & 255, low >> 8, low & 255].join(".")] : plain.slice(6);
  const parts = [...plain.slice(0, 6), ...end];
  const [from, length] = zeros;
  const isShort =
    from + length <= (isDotted ? 6 : 8) &&
    groups.slice(from, from + length).every((each) => each === 0);
  const text = isShort
    ? `${parts.slice(0, from).join(":")}::${parts.slice(from + length).join(":")}`
    : parts.join(":");
  return isUpper ? text.toUpperCase() : text;
}

/** The address with one bit changed. */
const flipped = (groups: readonly number[], bit: number): readonly number[] =>
  groups.map((each, index) => (index === bit >> 4 ? each ^ (0x8000 >> (bit & 15)) : each));

const ipv4 = fc
  .array(fc.oneof(fc.constantFrom(0, 10, 203, 255), fc.nat(255)), { minLength: 4, maxLength: 4 })
  .map((octets): readonly number[] => octets);
const groupsOf = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): readonly number[] => [
  ...[0, 0, 0, 0, 0, 0xffff],
  (a << 8) | b,
  (c << 8) | d,
];

type Case = { readonly network: string; readonly texts: readonly string[] };
const near = fc.record({ bits: fc.array(fc.nat(127), { maxLength: 3 }), style });
const texts = (groups: readonly number[]): fc.Arbitrary<readonly string[]> =>
  fc
    .array(near, { minLength: 8, maxLength: 8 })
    .map((each) => each.map(({ bits, style: how }) => written(bits.reduce(flipped, groups), how)));
const ipv6Case: fc.Arbitrary<Case> = fc
  .tuple(address, style, fc.integer({ min: 1, max: 128 }))
  .chain(([groups, how, bits]) =>
    texts(groups).map((each) => ({ network: `${written(groups, how)}/${bits}`, texts: each })),
  );
const ipv4Case: fc.Arbitrary<Case> = fc
  .tuple(ipv4, fc.integer({ min: 8, max: 32 }))
  .chain(([octets, bits]) =>
    fc.tuple(texts(groupsOf(octets)), fc.nat(31)).map(([each, bit]) => {
      const other = octets.map((octet, at) =>
        at === bit >> 3 ? octet ^ (128 >> (bit & 7)) : octet,
      );
      const network = `${octets.join(".")}/${bits}`;
      return { network, texts: [...each, octets.join("."), other.join(".")] };
    }),
  );

/** What Node makes of a network; null where the network has IPv4 addresses and more. */
function expectedOf({ network, texts: all }: Case): readonly string[] | null {
  const [text = "", bits = ""] = network.split("/");
  const list = new BlockList();
  list.addSubnet(text, Number(bits), isIPv4(text) ? "ipv4" : "ipv6");
  const isOfBoth = !isIPv4(text) && Number(bits) < 96 && list.check("::ffff:203.0.113.7", "ipv6");
  return isOfBoth ? null : all.filter((each) => list.check(each, isIPv4(each) ? "ipv4" : "ipv6"));
}

function within(network: string) {
  const filter = parseFilter(`sourceipaddress:within:${network}`);
  if (!filter) throw new Error(`${network} is refused: ${JSON.stringify(readNetwork(network))}`);
  return predicateOf(filter);
}

async function foundBy({ network, texts: all }: Case): Promise<readonly string[]> {
  const records = all.map((sourceipaddress) => ({ eventname: "GetUser", sourceipaddress }));
  const query = { where: [within(network)], answer: events("sourceipaddress"), limit: null };
  const rows = await rowsOver(query, records);
  return rows.map(({ sourceipaddress }) => String(sourceipaddress));
}

describe("a network", () => {
  it.each([ipv6Case, ipv4Case])(
    "has the addresses that Node says, however they are written",
    async (cases) => {
      let found = 0;
      await fc.assert(
        fc.asyncProperty(cases, async (each) => {
          expect(each.texts.every((text) => isIPv4(text) || isIPv6(text))).toBe(true);
          const expected = expectedOf(each);
          if (expected === null) return;
          found += expected.length;
          expect(await foundBy(each)).toEqual(expected);
        }),
        { seed: 5, numRuns: triesOf(500) },
      );
      expect(found).toBeGreaterThan(triesOf(500));
    },
  );

  it("is found in a slice of its addresses, and not in one of others", () => {
    const given = (...values: readonly string[]) => oneOf("sourceipaddress", values);
    const wanted = within("2001:db8:40::/44");
    expect(implies(given("2001:db8:41::1", "2001:0DB8:004F:0::"), wanted)).toBe(true);
    expect(implies(given("2001:db8:41::1", "2001:db8:50::1"), wanted)).toBe(false);
    expect(implies(wanted, within("2001:db8:40::/44"))).toBe(true);
    expect(implies(wanted, within("2001:db8::/32"))).toBe(false);
  });
});

/** `::` for the whole run of zeros around one of them: part of a run is shortened by no one. */
function withWholeRun(groups: readonly number[], { zeros: [at], ...how }: Style): Style {
  const end = how.isDotted ? 6 : 8;
  const isZero = (index: number): boolean => index < end && groups[index] === 0;
  if (!isZero(at)) return { ...how, zeros: [0, 9] };
  let from = at;
  while (isZero(from - 1)) from -= 1;
  let until = at;
  while (isZero(until)) until += 1;
  return { ...how, zeros: [from, until - from] };
}

describe("an address", () => {
  const endsAsIpv4 = fc.oneof(
    mapped,
    fc.tuple(group, group).map((end) => [0x64, 0xff9b, 0, 0, 0, 0, ...end]),
  );
  it.each([
    ["with an IPv4 address at its end", endsAsIpv4, true],
    ["with none", fc.array(group, { minLength: 8, maxLength: 8 }), false],
  ] as const)("%s is found by any of its texts", (_, addresses, mayBeDotted) => {
    fc.assert(
      fc.property(addresses, style, style, (groups, one, other) => {
        const [pasted = "", logged = ""] = [one, other].map((how) =>
          written(groups, withWholeRun(groups, { ...how, isDotted: mayBeDotted && how.isDotted })),
        );
        expect(addressSpellings(pasted)).toContain(logged);
        const high = groups[6] ?? 0;
        const low = groups[7] ?? 0;
        const ipv4 = [high >> 8, high & 255, low >> 8, low & 255].join(".");
        if (groups[5] !== 0xffff || !mayBeDotted) return;
        expect(addressSpellings(ipv4)).toContain(logged);
        expect(addressSpellings(pasted)).toContain(ipv4);
      }),
      { seed: 7, numRuns: triesOf(20_000) },
    );
  });
});
