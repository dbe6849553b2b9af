/** The SQL of facets: the counts of all of them, and of what the exclusions hide, in one statement. */

import { ACT_FIELDS } from "./answer-lists";
import { expressionOf, predicateSql } from "./conditions";
import { actNumber, eventCount, isFirstOfAct } from "./event-count";
import type { FieldName } from "./fields";
import type { Source } from "./layouts";
import { identifier, literal } from "./literal";
import { type FacetCondition, type FacetCounts, fieldsIn } from "./query";
import { type Lines, nested, selectFrom } from "./statement";

/** The values of a facet, the most frequent first, of which an answer has no more. */
export const MOST_VALUES = 50;

/** Rows of the answer that are not facets: the events that pass all filters, and all inclusions. */
export const TOTALS = { shown: "all filters", included: "inclusions" } as const;

/** Conditions that facets leave out together. */
type Part = {
  readonly field: FieldName | null;
  readonly excludes: boolean;
  readonly of: readonly FacetCondition[];
};

function partsOf(conditions: readonly FacetCondition[]): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const condition of conditions) {
    const { field, excludes } = condition;
    const key = `${field} ${excludes}`;
    parts.set(key, { field, excludes, of: [...(parts.get(key)?.of ?? []), condition] });
  }
  return [...parts.values()];
}

/** 1 for an event that passes the parts with these numbers, in a column. */
function passes(parts: readonly number[], name: string): string {
  if (parts.length === 0) return `1 as ${name}`;
  return `case when ${parts.map((part) => `p${part} = 1`).join(" and ")} then 1 end as ${name}`;
}

/** A group of the statement: what its rows are called, the events that it counts, and its key. */
type Group = {
  readonly name: string;
  readonly parts: readonly number[];
  readonly by: FieldName | null;
};

function groupsOf({ by }: FacetCounts, parts: readonly Part[]): readonly Group[] {
  const which = (isKept: (part: Part) => boolean): readonly number[] =>
    parts.flatMap((part, index) => (isKept(part) ? [index] : []));
  return [
    ...by.map((field) => ({
      name: field,
      by: field,
      parts: which((part) => part.field !== field),
    })),
    { name: TOTALS.shown, by: null, parts: which(() => true) },
    { name: TOTALS.included, by: null, parts: which(({ excludes }) => !excludes) },
  ];
}

/**
 * The columns that mark the rows of each group, and the rows to read them from. Where an act counts
 * once, the listing keeps the first of its records that pass the filters: which one that is differs by
 * the parts that a group leaves out.
 */
function marksOf(
  groups: readonly Group[],
  { isOncePerAct }: FacetCounts,
  columns: readonly string[],
  judged: Lines,
): { readonly marks: readonly string[]; readonly from: Lines } {
  if (!isOncePerAct)
    return {
      marks: groups.map((group, index) => passes(group.parts, `q${index}`)),
      from: nested(judged),
    };
  const sets = [...new Map(groups.map(({ parts }) => [parts.join(), parts])).values()];
  const passed = sets.map((parts, index) => passes(parts, `s${index}`));
  const numbers = sets.map((_, index) => actNumber(`s${index}, eventname`, `n${index}`));
  const numbered = selectFrom(
    [...columns, ...sets.map((_, index) => `s${index}`), ...numbers],
    nested(selectFrom([...columns, ...passed], nested(judged))),
  );
  const marks = groups.map(({ parts }, index) => {
    const set = sets.findIndex((each) => each.join() === parts.join());
    return `case when s${set} = 1 and (${isFirstOfAct(`n${set}`)}) then 1 end as q${index}`;
  });
  return { marks, from: nested(numbered) };
}

/**
 * Reads facets from rows. Each condition is evaluated once for an event, however many facets there
 * are; each group then counts the events that pass the conditions on other fields than its own.
 * Spellings of one IPv6 address are counted apart, and only those among the most frequent values are
 * put together in code: one spelling for all would take patterns for each of its eight groups and each
 * place of `::`, as a replacement in the common SQL cannot refer to what its pattern found.
 */
export function facetLines(answer: FacetCounts, source: Source, from: Lines): Lines {
  const parts = partsOf(answer.conditions);
  const groups = groupsOf(answer, parts);
  const filtered = answer.conditions.flatMap(({ where }) => fieldsIn(where));
  const carried: readonly FieldName[] = answer.isOncePerAct
    ? ["eventtime", ...ACT_FIELDS, ...answer.by]
    : answer.by;
  const fields = [...new Set([...carried, ...filtered])];
  const id = source.mayHoldDuplicates || answer.isOncePerAct ? ["eventid"] : [];
  const keys = answer.by.map(identifier);
  const columns = [...id, ...new Set(carried.map(identifier))];
  const values = selectFrom(
    [...id, ...fields.map((name) => `${expressionOf(name, source)} as ${identifier(name)}`)],
    from,
  );
  const named: Source = { ...source, computed: new Set(fields) };
  const judged = selectFrom(
    [
      ...columns,
      ...parts.map(({ of }, index) => {
        const conditions = of.map(({ where }) => predicateSql(where, named));
        return `case when ${conditions.join(" and ")} then 1 end as p${index}`;
      }),
    ],
    nested(values),
  );
  const { marks, from: rows } = marksOf(groups, answer, columns, judged);
  const marked = selectFrom([...id, ...keys, ...marks], rows);
  const names = groups.map(({ name }, index) => `when q${index} = 1 then ${literal(name)}`);
  const sets = groups.map(({ by }, index) =>
    by === null ? `(q${index})` : `(q${index}, ${identifier(by)})`,
  );
  const counted = [
    ...selectFrom(
      [
        `case ${names.join(" ")} end as facet`,
        `coalesce(${keys.join(", ")}) as value`,
        `${answer.isOncePerAct ? "count(*)" : eventCount(source)} as total`,
      ],
      nested(marked),
    ),
    `group by grouping sets (${sets.join(", ")})`,
    `having ${groups.map((_, index) => `q${index} is not null`).join(" or ")}`,
  ];
  const ranked = selectFrom(
    [
      "facet",
      "value",
      "total",
      "count(*) over (partition by facet) as distinctvalues",
      "row_number() over (partition by facet order by total desc, value) as place",
    ],
    nested(counted),
  );
  return [
    ...selectFrom(["facet", "value", "total", "distinctvalues"], nested(ranked)),
    `where place <= ${MOST_VALUES}`,
  ];
}
