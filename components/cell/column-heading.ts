/** What a column is called, and the kind of its values. */
import { describeColumn } from "@/queries/answer-columns";
import type { Kind } from "@/queries/kinds";
import { isMeasure, measureOf } from "@/queries/measures";
import type { ValueColumn } from "@/queries/signals/value-columns";

/** The columns that the page adds to counts and that are not measures, as the table calls them. */
const VALUE_HEADINGS: Readonly<Partial<Record<string, string>>> = {
  lane: "When",
  inbaseline: "Before",
  rules: "Rules",
} satisfies Partial<Record<ValueColumn | "rules", string>>;

/** The kind of an answer's column; a column that is neither a field nor a measure is the count. */
export function kindOfColumn(column: string): Kind {
  if (column === "lane") return "time";
  const described = describeColumn(column);
  if (described) return described.kind;
  return isMeasure(column) ? measureOf(column).kind : "count";
}

/** What a column is called above its cells. */
export function headingOf(column: string): string {
  if (column === "eventtime") return "Time UTC";
  if (column === "errorcode") return "Outcome";
  const described = describeColumn(column);
  if (described) return described.label;
  if (isMeasure(column)) return measureOf(column).label;
  const heading = VALUE_HEADINGS[column];
  if (heading !== undefined) return heading;
  return column.startsWith("denied") ? "Denied" : "Events";
}
