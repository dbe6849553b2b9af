/** The filters by which an answer shows one outcome alone: what a click on a chart's legend adds. */
import type { Row } from "@/lib/engine/port";
import { type Outcome, outcomeOf } from "@/queries/fields";
import type { Filter } from "@/queries/filters";

const FIELD = "errorcode";

const isOp =
  (op: Filter["op"]) =>
  ({ field, op: own }: Filter): boolean =>
    field === FIELD && own === op;

/** The error codes among rows that mean a denial. */
export function deniedCodes(columns: readonly string[], rows: readonly Row[]): readonly string[] {
  const at = columns.indexOf(FIELD);
  const codes = new Set<string>();
  for (const row of rows) {
    const code = row[at];
    if (typeof code === "string") codes.add(code);
  }
  return [...codes].filter((code) => outcomeOf(code) === "denied");
}

/** An error is a failure that is no denial: there is no filter for it alone, so the codes seen are excluded. */
function filtersOf(outcome: Outcome, denied: readonly string[]): readonly Filter[] {
  switch (outcome) {
    case "success":
      return [{ field: FIELD, op: "empty" }];
    case "denied":
      return [{ field: FIELD, op: "denied" }];
    case "error":
      return [
        { field: FIELD, op: "present" },
        ...denied.map((value): Filter => ({ field: FIELD, op: "not", value })),
      ];
  }
}

/** The outcome that the filters leave alone, of rows with these denials among them; null for several. */
export function onlyOutcome(filters: readonly Filter[], denied: readonly string[]): Outcome | null {
  if (filters.some(isOp("empty"))) return "success";
  if (filters.some(isOp("denied"))) return "denied";
  return filters.some(isOp("present")) && denied.length === 0 ? "error" : null;
}

/** The filters with this outcome alone, or with all outcomes where it was alone already. */
export function toggleOutcome(
  filters: readonly Filter[],
  outcome: Outcome,
  denied: readonly string[],
): readonly Filter[] {
  const others = filters.filter(({ field }) => field !== FIELD);
  if (onlyOutcome(filters, denied) === outcome) return others;
  return [...others, ...filtersOf(outcome, denied)];
}
