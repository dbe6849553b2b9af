/** The SQL of counts, with or without measures beside them. */
import { eventCount, eventCountOf } from "./event-count";
import type { FieldName } from "./fields";
import type { Source } from "./layouts";
import { identifier } from "./literal";
import { measureOf, measureSql, needsOnce } from "./measures";
import { named, onceOf } from "./once";
import type { Answer } from "./query";
import { type Lines, nested, selectFrom } from "./statement";

type Counts = Extract<Answer, { kind: "counts" }>;

/** Over the keys and the fields of the measures, each computed once below. */
function measuredLines(answer: Counts, source: Source, from: Lines): Lines {
  const { by, as, measures = [], isOncePerAct } = answer;
  const once = onceOf(isOncePerAct, source.mayHoldDuplicates && needsOnce(measures));
  const counted = once ? { ...source, mayHoldDuplicates: false } : source;
  const read = [
    ...new Set<FieldName>([
      ...(source.mayHoldDuplicates ? (["eventid"] as const) : []),
      ...by,
      ...measures.map((measure) => measureOf(measure).of),
      ...(isOncePerAct && once ? once.fields : []),
    ]),
  ];
  const countedWhere = (condition: string) => eventCountOf(counted, condition);
  return [
    ...selectFrom(
      [
        ...by.map(identifier),
        `${eventCount(counted)} as ${as}`,
        ...measures.map((measure) => `${measureSql(measure, countedWhere)} as ${measure}`),
      ],
      nested(once ? once.numbered(read, source, from) : selectFrom(named(read, source), from)),
    ),
    ...(once ? [once.keep] : []),
  ];
}

/** A row for each combination of the keys, the most frequent first. */
export function countLines(answer: Counts, source: Source, from: Lines): Lines {
  const { by, as, measures, isOncePerAct } = answer;
  const counts =
    measures?.length || isOncePerAct
      ? measuredLines(answer, source, from)
      : selectFrom([...named(by, source), `${eventCount(source)} as ${as}`], from);
  return [
    ...counts,
    `group by ${by.map((_, index) => index + 1).join(", ")}`,
    `order by ${[`${as} desc`, ...by.map(identifier)].join(", ")}`,
  ];
}
