/**
 * The statement for what an entity left behind: one scan of all calls that make or remove something,
 * in which each thing that the entity made is matched with its next removal by anyone.
 */

import { LEFT_BEHIND_COLUMNS } from "../answer-lists";
import { namedSql, predicateSql } from "../conditions";
import { COPY_NUMBER, FIRST_COPIES } from "../event-count";
import { column, firstOf, found } from "../expression";
import { pathSql, sqlOf } from "../expression-sql";
import type { FieldName } from "../fields";
import type { Source } from "../layouts";
import { literal } from "../literal";
import type { Predicate } from "../query";
import { type Lines, nested, selectFrom } from "../statement";
import type { Calls, List } from "./calls";
import { ALL_CALLS, CALLS_BY_SOURCE } from "./things";

/**
 * By the time they were made; in one second a thing comes before what was added to it. A total order:
 * an event may make several things, and the same one twice.
 */
export const LEFT_BEHIND_ORDER =
  "order by eventtime, case when coalesce(detail, '') = '' then 0 else 1 end, eventid, resource, detail, kind";

/** Columns of the events that every step of the statement hands on. */
const EVENT: readonly FieldName[] = [
  "eventtime",
  "eventid",
  "eventname",
  "awsregion",
  "recipientaccountid",
  "actor",
];
/** What the texts of the table read besides. */
const PARAMETERS: readonly FieldName[] = ["requestparameters", "responseelements"];
const HANDED_ON: Lines = [...EVENT, ...PARAMETERS, "own", "form"];

const EFFECTS = ["makes", "removes", "replaces", "changes"] as const;

/** The different values among some, by their JSON, each with a number of two digits. */
function numbered<T>(values: readonly T[]): readonly (readonly [digits: string, value: T])[] {
  const different = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...different.values()].map((value, index) => [String(index).padStart(2, "0"), value]);
}

const digitsOf = <T>(of: readonly (readonly [string, T])[], value: T): string =>
  of.find(([, each]) => JSON.stringify(each) === JSON.stringify(value))?.[0] ?? "";

const RESOURCES = numbered(ALL_CALLS.map(({ resource }) => resource));
const DETAILS = numbered(ALL_CALLS.map(({ detail }) => detail));
const LISTS = numbered(ALL_CALLS.map(({ lists, within }) => ({ lists, within })));

/**
 * What is known of an event's call by its name, in one text: two digits each for its resource, its
 * detail and its lists, one for its effect, and the kind of what it makes. DuckDB plans many lists of
 * names as joins, so the names are looked up once.
 */
function formSql(): string {
  const formOf = ({ resource, detail, lists, within, effect, kind }: Calls): string =>
    [
      digitsOf(RESOURCES, resource),
      digitsOf(DETAILS, detail),
      digitsOf(LISTS, { lists, within }),
      EFFECTS.indexOf(effect),
      kind,
    ].join("");
  const services = CALLS_BY_SOURCE.map(([source, of]) => {
    const names = of.flatMap((calls) =>
      calls.names.map((name) => `when ${literal(name)} then ${literal(formOf(calls))}`),
    );
    return `when ${literal(source)} then case eventname ${names.join(" ")} end`;
  });
  return `case eventsource ${services.join(" ")} end`;
}

/** A `case` over two digits of a form; null for those without any SQL. */
function caseOf<T>(
  of: readonly (readonly [string, T])[],
  at: number,
  sqlOfValue: (value: T) => string | null,
  otherwise: string,
): string {
  const branches = of.flatMap(([digits, value]) => {
    const sql = sqlOfValue(value);
    return sql === null ? [] : [`when ${literal(digits)} then ${sql}`];
  });
  return `case substr(form, ${at}, 2) ${branches.join(" ")} else ${otherwise} end`;
}

const RESOURCE = caseOf(RESOURCES, 1, sqlOf, "cast(null as varchar)");
const DETAIL = caseOf(DETAILS, 3, sqlOf, "cast(null as varchar)");

type Listed = Pick<Calls, "lists" | "within">;

const sizeSql = ({ column, path }: List): string => `json_size(${column}, ${pathSql(path)})`;

/** The number of an event's items; 1 where it is about one thing. */
const ITEMS = caseOf(
  LISTS,
  5,
  ({ lists }: Listed) => {
    if (lists.length === 0) return null;
    const sizes = lists.map((each) => `nullif(${sizeSql(each)}, 0)`);
    return `coalesce(${[...sizes, "1"].join(", ")})`;
  },
  "1",
);

/** An item of the event, as JSON: of its list, or the request. */
const ITEM = caseOf(
  LISTS,
  5,
  ({ lists }: Listed) => {
    if (lists.length === 0) return null;
    const cases = lists.map((each) => {
      const path = `${pathSql(`${each.path}[`)} || cast(number as varchar) || ']'`;
      return `when ${sizeSql(each)} > 0 then json_format(json_extract(${each.column}, ${path}))`;
    });
    return `case ${cases.join(" ")} else requestparameters end`;
  },
  "requestparameters",
);

/** The matches within an item, as an array; of one empty text where none are looked for. */
const MATCHES = caseOf(
  LISTS,
  5,
  ({ within }: Listed) => within && `regexp_extract_all(item, ${literal(within)}, 1)`,
  "array['']",
);

/** What calls that make or remove have added; null where they remove. */
const ADDED = sqlOf(
  firstOf(...ALL_CALLS.filter(({ effect }) => effect === "changes").map(({ added }) => added)),
);
const KIND = `case substr(form, 7, 1) when '1' then null when '3' then case when ${ADDED} is not null then substr(form, 8) end else substr(form, 8) end`;
const REMOVES = `case substr(form, 7, 1) when '0' then '0' when '3' then case when ${ADDED} is not null then '0' else '1' end else '1' end`;

/** A removal in one text, so that the earliest is the least: its time, id, call and actor. */
const REMOVAL = "eventtime || ' ' || coalesce(eventid, '') || ' ' || eventname || ' ' || actor";
/** What of that text is in each column. */
const OF_REMOVAL: Readonly<Record<string, string>> = {
  removedtime: "^([^ ]*) ",
  removedeventid: "^[^ ]* ([^ ]*) ",
  removedname: "^[^ ]* [^ ]* ([^ ]*) ",
  removedby: String.raw`^[^ ]* [^ ]* [^ ]* ([\s\S]*)\z`,
};

/**
 * The first later removal of the same resource, or of the same part of it. In one second, a removal
 * comes first: a thing that may be there is not called removed.
 */
function removalSql(of: "resource" | "detail"): string {
  const [thing, condition] =
    of === "resource" ? ["resource", "detail = ''"] : ["resource, detail", "detail <> ''"];
  return [
    `min(case when removes = '1' and ${condition} then removal end) over (`,
    `partition by recipientaccountid, awsregion, ${thing} `,
    "order by eventtime desc, case when kind is null then 0 else 1 end desc, eventid desc ",
    "rows between unbounded preceding and 1 preceding)",
  ].join("");
}

/** Of both removals the earlier; in one second that of the part itself. Times have 20 letters. */
const EARLIER =
  "case when substr(ofpart, 1, 20) <= substr(ofwhole, 1, 20) or ofwhole is null then ofpart else ofwhole end";

/**
 * The events, each once, with a mark on the entity's own. Counting copies also gathers the few rows
 * of many files, before the long expressions are computed for them.
 */
function eventLines(
  where: readonly Predicate[],
  { from, source }: { readonly from: Lines; readonly source: Source },
): Lines {
  const own = where.map((predicate) => predicateSql(predicate, source)).join(" and ") || "true";
  const columns = [
    ...[...EVENT, ...PARAMETERS].map((name) => namedSql(name, source)),
    `case when ${own} then '1' end as own`,
    "eventsource",
  ];
  return [
    ...selectFrom(
      [...EVENT, ...PARAMETERS, "own", `${formSql()} as form`],
      nested(selectFrom([...columns, COPY_NUMBER], from)),
    ),
    FIRST_COPIES,
  ];
}

/** A row for each thing that an event makes or removes. */
function thingLines(events: Lines): Lines {
  const counted = [
    ...selectFrom([...HANDED_ON, `sequence(0, ${ITEMS} - 1) as numbers`], nested(events)),
    "where form is not null",
  ];
  const items = selectFrom(
    [...HANDED_ON, `${ITEM} as item`],
    [...nested(counted), "cross join unnest(numbers) as items (number)"],
  );
  const matched = selectFrom([...HANDED_ON, "item", `${MATCHES} as matches`], nested(items));
  return selectFrom(
    [
      ...EVENT,
      "own",
      `${KIND} as kind`,
      `${RESOURCE} as resource`,
      `${DETAIL} as detail`,
      `${REMOVES} as removes`,
      `${REMOVAL} as removal`,
    ],
    [...nested(matched), "cross join unnest(matches) as ends (within)"],
  );
}

/**
 * The statement's lines, without its order.
 * @param where what the entity's events satisfy
 * @param read the successful calls of the table, by anyone
 */
export function leftBehindLines(
  where: readonly Predicate[],
  read: { readonly from: Lines; readonly source: Source },
): Lines {
  const things = thingLines(eventLines(where, read));
  const thing = [...EVENT, "kind", "resource", "detail"];
  const matched = selectFrom(
    [...thing, "own", `${removalSql("resource")} as ofwhole`, `${removalSql("detail")} as ofpart`],
    [...nested(things), "where resource is not null and detail is not null"],
  );
  const made = selectFrom(
    [...thing, `${EARLIER} as removal`],
    [...nested(matched), "where own = '1' and kind is not null"],
  );
  const shown = LEFT_BEHIND_COLUMNS.map((name) => {
    const pattern = OF_REMOVAL[name];
    if (name === "detail") return "nullif(detail, '') as detail";
    return pattern === undefined ? name : `${sqlOf(found(column("removal"), pattern))} as ${name}`;
  });
  return selectFrom(shown, nested(made));
}
