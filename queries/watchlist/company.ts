/** What is new and what comes in company: the counts of a watch's events in ten minutes, as SQL. */
import { EVENT_ROW, type FieldName } from "../fields";
import { type Lines, nested, selectFrom } from "../statement";
import { caseOf, quotedList } from "./case-sql";
import type { Watch } from "./watches";

/** The columns of an event that every step of the statement hands on. */
export const EVENT: readonly FieldName[] = [...EVENT_ROW, "actor"];

const BUCKETS = [
  ["bucket1", "floor(seconds / 600)"],
  ["bucket2", "floor((seconds + 300) / 600)"],
] as const;
const SECONDS = "to_unixtime(try_cast(replace(substr(eventtime, 1, 19), 'T', ' ') as timestamp))";

/** Those of the range that are new where they must be, and in company where they must be. */
export function companyLines(watches: readonly Watch[], matched: Lines, from: string): Lines {
  const handed = [...EVENT, "own", "copy", "watch"];
  const keyed = [...handed, "key1", "key2", "key3", "item"];
  const seen = selectFrom(
    [
      ...keyed,
      "min(eventtime) over (partition by watch, key1, key2, key3) as firsttime",
      `${SECONDS} as seconds`,
    ],
    nested(matched),
  );
  const idsOf = (is: (watch: Watch) => boolean) =>
    quotedList(watches.filter(is).map(({ id }) => id));
  const firstSeen = idsOf(({ isFirstSeen }) => isFirstSeen);
  const firstInCompany = idsOf(({ isFirstSeen, company }) => isFirstSeen && company !== null);
  const bursts = idsOf(({ isFirstSeen, company }) => !isFirstSeen && company !== null);
  const conditions = [
    `eventtime >= ${from}`,
    ...(firstSeen === "" ? [] : [`(watch not in (${firstSeen}) or firsttime >= ${from})`]),
    ...(firstInCompany === ""
      ? []
      : [`(watch not in (${firstInCompany}) or eventtime = firsttime)`]),
    // What has no value is no burst of one.
    ...(bursts === "" ? [] : [`(watch not in (${bursts}) or key1 is not null)`]),
  ];
  const fresh = [
    ...selectFrom(
      [...handed, "key1", "item", ...BUCKETS.map(([name, sql]) => `${sql} as ${name}`)],
      nested(seen),
    ),
    `where ${conditions.join(" and ")}`,
  ];
  const ranked = selectFrom(
    [
      ...handed,
      "key1",
      "item",
      ...BUCKETS.flatMap(([name]) => [
        name,
        `dense_rank() over (partition by watch, key1, ${name} order by item) as rank${name}`,
      ]),
    ],
    nested(fresh),
  );
  return selectFrom(
    [
      ...handed,
      ...BUCKETS.flatMap(([name]) => [
        `count(*) over (partition by watch, key1, ${name}) as of${name}`,
        `max(case when item is not null then rank${name} else 0 end) over (partition by watch, key1, ${name}) as kinds${name}`,
      ]),
      `${thresholdSql(watches, "atLeast", 1)} as wanted`,
      `${thresholdSql(watches, "distinctAtLeast", 0)} as wantedkinds`,
    ],
    nested(ranked),
  );
}

function thresholdSql(
  watches: readonly Watch[],
  name: "atLeast" | "distinctAtLeast",
  otherwise: number,
): string {
  return caseOf(
    "watch",
    watches.flatMap(({ id, company }) =>
      company === null ? [] : [[id, String(company[name])] as const],
    ),
    String(otherwise),
  );
}

/** Ten minutes hold as many events of the watch as it wants. */
export const ENOUGH = BUCKETS.map(([name]) => `of${name} >= wanted and kinds${name} >= wantedkinds`)
  .map((each) => `(${each})`)
  .join(" or ");
