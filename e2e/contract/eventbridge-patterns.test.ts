/** Over real logs, each event pattern has the same hits as its rule. */
import { describe, expect, it } from "vitest";
import { busEvent, matchesPattern } from "@/queries/eventbridge/matcher.fixture";
import { eventPatterns } from "@/queries/eventbridge/rule-patterns";
import { matches } from "@/queries/watchlist/evaluate";
import { RULES } from "@/queries/watchlist/rules";
import { corporaMissing, corpusRecords } from "./corpora";

if (corporaMissing !== null) {
  it.skip(`event patterns over real logs: ${corporaMissing}`, () => undefined);
}

describe.skipIf(corporaMissing !== null).each(["stratus", "invictus"])("the %s logs", (corpus) => {
  it("have the hits of the rules", () => {
    const records = corpusRecords(corpus);
    const { patterns, refused } = eventPatterns(RULES);
    const idsOf = (isHit: (record: (typeof records)[number]) => boolean) =>
      records.filter(isHit).map(({ eventID }) => eventID);
    let hits = 0;
    for (const rule of new Set(patterns.map((each) => each.rule))) {
      const own = patterns.filter((each) => each.rule === rule);
      const found = idsOf((record) => {
        const event = busEvent(record);
        return own.some(({ pattern }) => matchesPattern(pattern, event));
      });
      const left = refused.flatMap((each) => (each.rule === rule ? each.calls : []));
      const expected = idsOf(
        (record) => !left.includes(String(record.eventName)) && matches(rule, record),
      );
      expect([rule.id, found]).toEqual([rule.id, expected]);
      hits += found.length;
    }
    expect(hits).toBeGreaterThan(10);
  });
});
