/** The `.events` step of a counting step: it lists the events behind the counts. */
import { EVENT_ROW, type FieldName } from "./fields";
import { exactly } from "./filter-words";
import type { Filter } from "./filters";
import { literalProblem } from "./literal";
import { events, oncePerAct, type Step } from "./playbook";

const SUFFIX = ".events";

/** The id of the counting step behind an `.events` id; any other id is returned as it is. */
export function countingStepId(id: string): string {
  return id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
}

/** The listing behind a counting step; null for any other step. */
export function eventsBehind(step: Step): Step | null {
  if (step.answer.kind !== "counts") return null;
  const { isOncePerAct } = step.answer;
  return {
    ...step,
    id: step.id + SUFFIX,
    question: `Events behind “${step.question}”`,
    answer: isOncePerAct ? oncePerAct(events(...EVENT_ROW)) : events(...EVENT_ROW),
    limit: null,
    view: "timeline",
    pivots: [],
  };
}

/**
 * The filters that leave the events of one row of counts, by its keys. Null where a key is a text
 * that no query can contain.
 */
export function filtersOfRow(
  step: Step,
  keyOf: (column: FieldName) => string | null,
): readonly Filter[] | null {
  if (step.answer.kind !== "counts") return null;
  const keys = step.answer.by.map((field) => [field, keyOf(field)] as const);
  if (keys.some(([, value]) => value !== null && literalProblem(value) !== null)) return null;
  return keys.map(([field, value]) => exactly(field, value));
}
