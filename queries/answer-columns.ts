/**
 * Columns of answers that are not fields of an event: what removed a thing, what the thing is, and
 * what a rule says.
 */
import { type FieldName, fieldOf, isFieldName } from "./fields";
import type { Kind } from "./kinds";

type AnswerColumn = {
  readonly kind: Kind;
  readonly label: string;
  /** The field whose values it holds: its cells lead where those of the field lead. */
  readonly of: FieldName | null;
};

/** By name. A null `removedtime` is a thing that is still there when the logs end. */
const COLUMNS = {
  kind: { kind: "text", label: "Kind", of: null },
  detail: { kind: "text", label: "Detail", of: null },
  removedtime: { kind: "time", label: "Removed UTC", of: "eventtime" },
  removedname: { kind: "eventName", label: "Removed by call", of: "eventname" },
  removedby: { kind: "actor", label: "Removed by", of: "actor" },
  removedeventid: { kind: "eventId", label: "Removal's event id", of: "eventid" },
  rule: { kind: "text", label: "Rule", of: null },
  title: { kind: "text", label: "What it finds", of: null },
  severity: { kind: "text", label: "Severity", of: null },
  tactic: { kind: "text", label: "ATT&CK tactic", of: null },
  technique: { kind: "text", label: "ATT&CK technique", of: null },
  first: { kind: "time", label: "First UTC", of: "eventtime" },
  last: { kind: "time", label: "Last UTC", of: "eventtime" },
  "benign-note": { kind: "text", label: "Often harmless", of: null },
} as const satisfies Readonly<Record<string, AnswerColumn>>;

/** Whether a column of an answer is one of these. */
export function isAnswerColumn(name: string): name is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, name);
}

/** What a column holds; null for a count. */
export function describeColumn(name: string): AnswerColumn | null {
  if (isFieldName(name)) {
    const { kind, label } = fieldOf(name);
    return { kind, label, of: name };
  }
  return isAnswerColumn(name) ? COLUMNS[name] : null;
}
