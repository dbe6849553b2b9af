/**
 * A multi-count: the counts of a playbook about a whole account, from one statement. Each group of the
 * result is marked with the one question that it belongs to.
 */
import { expressionOf, predicateSql } from "./conditions";
import { eventCount, eventCountOf } from "./event-count";
import type { FieldName } from "./fields";
import type { Source } from "./layouts";
import { identifier } from "./literal";
import { type Measure, measureOf, measureSql, needsOnce } from "./measures";
import { planScope } from "./named-places";
import { type EventQuery, fieldsIn, type Predicate } from "./query";
import type { Scope } from "./scope";
import { SLICE_TABLE } from "./slices";
import { nested, type PlannedStatement, type Refusal, selectFrom, toStatement } from "./statement";
import { readTables } from "./tables";

/** A question for counts. */
export type CountQuery = EventQuery & {
  readonly answer: Extract<EventQuery["answer"], { kind: "counts" }>;
};

export type MultiCount = { readonly queries: readonly CountQuery[]; readonly scope: Scope };

/** Whether a query's counts can share a statement; those that remove some records first cannot. */
export function isCount(query: EventQuery): query is CountQuery {
  const { answer } = query;
  return answer.kind === "counts" && !answer.isOncePerAct && !needsOnce(answer.measures ?? []);
}

const mark = (index: number): string => `q${index}`;
const keysOf = (queries: readonly CountQuery[]): readonly FieldName[] => [
  ...new Set(queries.flatMap(({ answer }) => answer.by)),
];
const measuresOf = (queries: readonly CountQuery[]): readonly Measure[] => [
  ...new Set(queries.flatMap(({ answer }) => answer.measures ?? [])),
];

/** Skips the events of no question, unless some question is about all events. */
function anyOfThem(queries: readonly CountQuery[]): readonly Predicate[] {
  if (queries.some(({ where }) => where.length === 0)) return [];
  return [{ op: "or", of: queries.map(({ where }): Predicate => ({ op: "and", of: where })) }];
}

/**
 * Compiles the one statement. It asks for one group more than `mostGroups`, so that the count
 * shows a result that is not whole.
 */
export function compileMultiCount(
  { queries, scope: chosen }: MultiCount,
  source: Source,
  mostGroups: number,
): PlannedStatement | Refusal {
  const start = planScope(chosen, source);
  if ("refused" in start) return start;
  const { scope, planned } = start;
  const keys = keysOf(queries);
  const measures = measuresOf(queries);
  const shown = [...new Set([...keys, ...measures.map((measure) => measureOf(measure).of)])];
  const fields = [...shown, ...queries.flatMap(({ where }) => where.flatMap(fieldsIn))];
  const read = readTables({ where: anyOfThem(queries), fields }, scope, source, planned);
  const marks = queries.map((query, index) => {
    const [condition = "true", ...more] = query.where.map((part) =>
      predicateSql(part, read.source),
    );
    return `case when ${[condition, ...more].join(" and ")} then 1 end as ${mark(index)}`;
  });
  const inner = [
    ...(source.mayHoldDuplicates ? ["eventid"] : []),
    ...shown.map((name) => `${expressionOf(name, read.source)} as ${identifier(name)}`),
    ...marks,
  ];
  const sets = queries.map(
    ({ answer }, index) => `(${[mark(index), ...answer.by.map(identifier)].join(", ")})`,
  );
  const columns = [...queries.map((_, index) => mark(index)), ...keys.map(identifier)];
  const lines = [
    ...selectFrom(
      [
        ...columns,
        `${eventCount(source)} as total`,
        ...measures.map(
          (measure) =>
            `${measureSql(measure, (condition) => eventCountOf(source, condition))} as ${measure}`,
        ),
      ],
      nested(selectFrom(inner, read.from)),
    ),
    `group by grouping sets (${sets.join(", ")})`,
    `having ${queries.map((_, index) => `${mark(index)} is not null`).join(" or ")}`,
    `limit ${mostGroups + 1}`,
  ];
  return toStatement(lines, { plan: planned, paths: read.paths }, read);
}

/** The statement that takes one question's answer out of the result; null for a question not in it. */
export function multiCountSql({ queries }: MultiCount, query: EventQuery): string | null {
  const index = queries.findIndex((each) => JSON.stringify(each) === JSON.stringify(query));
  const found = queries[index];
  if (!found) return null;
  const { by, as, measures = [] } = found.answer;
  const measured = measures.map((measure) =>
    measureOf(measure).kind === "time" ? measure : `cast(${measure} as bigint) as ${measure}`,
  );
  return [
    // Results from another engine are stored as text.
    ...selectFrom(
      [...by.map(identifier), `cast(total as bigint) as ${as}`, ...measured],
      [`from ${SLICE_TABLE}`, `where ${mark(index)} is not null`],
    ),
    `order by ${[`${as} desc`, ...by.map(identifier)].join(", ")}`,
    ...(found.limit === null ? [] : [`limit ${found.limit}`]),
  ].join("\n");
}
