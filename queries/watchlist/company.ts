/** What is new and what comes in company: the counts of a watch's events in ten minutes, as SQL. */
import { type Lines, nested, selectFrom } from "../statement";

const BUCKETS = [
  ["bucket1", "floor(seconds / 600)"],
  ["bucket2", "floor((seconds + 300) / 600)"],
] as const;
const SECONDS = "to_unixtime(try_cast(replace(substr(eventtime, 1, 19), 'T', ' ') as timestamp))";

/**
 * What an event is counted by, and how many are wanted; with numbers of 0, none. `isfirst` is 1 where the
 * keys must be new together, and 2 where all but the first must.
 */
export const COUNTED_COLUMNS = ["watch", "isfirst", "atleast", "kindsatleast"] as const;

/** The first key where it must be new, too. */
const NEW_KEY = "case when isfirst = 1 then key1 end";

/** A watch of which each event is a finding. */
export const FINDS_EACH = "isfirst = 0 and atleast = 0";

/**
 * Those of the range that are new where they must be, and in company where they must be.
 * @param shown the columns of an event that every step of the statement hands on
 * @param isKept what events must satisfy besides: to be of the range, or also before it
 * @param rolledUp rows are `total` events each, and all of those before the range are kept: to count
 * them in the first ten minutes too may only find too much
 */
export function companyLines(
  matched: Lines,
  shown: Lines,
  from: string,
  isKept: string,
  rolledUp = false,
): Lines {
  const handed = [...shown, "own", "rule", ...COUNTED_COLUMNS];
  const counted = [...new Set([...handed, "key1", "item"])];
  const seen = selectFrom(
    [...counted, `min(eventtime) over (partition by watch, ${NEW_KEY}, key2, key3) as firsttime`],
    nested(matched),
  );
  const fresh = [
    ...selectFrom([...counted, `${SECONDS} as seconds`], nested(seen)),
    rolledUp ? `where eventtime < ${from} or (${isKept})` : `where (${isKept})`,
    `  and (isfirst = 0 or firsttime >= ${from})`,
    "  and (isfirst <> 1 or atleast = 0 or eventtime = firsttime)",
    // An absent value has no burst.
    "  and (isfirst = 1 or atleast = 0 or key1 is not null)",
  ];
  const timed = selectFrom(
    [...counted, ...BUCKETS.map(([name, sql]) => `${sql} as ${name}`)],
    nested(fresh),
  );
  const ranked = selectFrom(
    [
      ...counted,
      ...BUCKETS.flatMap(([name]) => [
        name,
        `dense_rank() over (partition by watch, key1, ${name} order by item) as rank${name}`,
      ]),
    ],
    nested(timed),
  );
  return selectFrom(
    [
      ...handed,
      ...BUCKETS.flatMap(([name]) => [
        `${rolledUp ? "sum(total)" : "count(*)"} over (partition by watch, key1, ${name}) as of${name}`,
        `max(case when item is not null then rank${name} else 0 end) over (partition by watch, key1, ${name}) as kinds${name}`,
      ]),
    ],
    nested(ranked),
  );
}

/** Ten minutes hold as many events of the watch as it wants. */
export const ENOUGH = BUCKETS.map(
  ([name]) => `of${name} >= atleast and kinds${name} >= kindsatleast`,
)
  .map((each) => `(${each})`)
  .join(" or ");
