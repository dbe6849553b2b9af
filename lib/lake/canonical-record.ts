import { eventTimeText } from "@/lib/lake/event-time";
import { elementsOf, endOfValue, type Member, membersOf } from "@/lib/lake/json-spans";
import { RECORD_FIELDS, type RecordField } from "@/lib/lake/record-fields";

/** What one JSON value of a log turned out to be. */
export type Reading =
  | { readonly kind: "event"; readonly text: string; readonly eventId: string | null }
  | { readonly kind: "digest" | "insight" }
  | { readonly kind: "skip"; readonly reason: string };

/** The reason for a value that cannot be parsed. */
export const BROKEN = "is broken JSON";

/** Objects in which other tools wrap an event. */
const WRAPPERS = ["detail", "event", "_source"];
const ESCAPES =
  /\\u[dD][89aAbB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\./gs;

/** DuckDB refuses half a surrogate pair; it becomes the replacement character, as in UTF-8. */
const mendEscapes = (raw: string): string =>
  /\\u[dD][89a-fA-F]/.test(raw)
    ? raw.replace(ESCAPES, (found) => (/^\\u[dD].{3}$/s.test(found) ? "\\ufffd" : found))
    : raw;

type Lookup = (name: string) => Member | undefined;

const lookup = (text: string, from: number, anyCase: boolean): Lookup => {
  // Of a key that stands twice the last counts, as in JavaScript.
  const exact = new Map(membersOf(text, from).map((member) => [member.key, member]));
  if (!anyCase) return (name) => exact.get(name);
  const folded = new Map([...exact.values()].map((member) => [member.key.toLowerCase(), member]));
  return (name) => folded.get(name.toLowerCase());
};

const membersText = (
  text: string,
  find: Lookup,
  fields: readonly RecordField[],
  anyCase: boolean,
): string[] => {
  const out: string[] = [];
  for (const field of fields) {
    const member = find(field.name);
    if (member === undefined) continue;
    const value = valueText(text, member.start, member.end, field, anyCase);
    if (value !== null) out.push(`"${field.name}":${value}`);
  }
  return out;
};

const structText = (text: string, start: number, field: RecordField, anyCase: boolean): string =>
  `{${membersText(text, lookup(text, start, anyCase), field.fields, anyCase).join(",")}}`;

/** The value as DuckDB can take it, or null where it has another form than the column. */
const valueText = (
  text: string,
  start: number,
  end: number,
  field: RecordField,
  anyCase: boolean,
): string | null => {
  const first = text[start];
  if (field.kind === "text") return mendEscapes(text.slice(start, end));
  if (field.kind === "struct")
    return first === "{" ? structText(text, start, field, anyCase) : null;
  if (field.kind === "list") {
    if (first !== "[") return null;
    const items = elementsOf(text, start).map((at) =>
      text[at] === "{" ? structText(text, at, field, anyCase) : "null",
    );
    return `[${items.join(",")}]`;
  }
  if (first !== "{") return null;
  const entries = new Map(membersOf(text, start).map((member) => [member.key, member]));
  const pairs = [...entries.values()].map(
    ({ key, start: from, end: to }) =>
      `${JSON.stringify(Buffer.from(key).toString())}:${mendEscapes(text.slice(from, to))}`,
  );
  return `{${pairs.join(",")}}`;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Where the event itself starts in a text that may wrap it, and how its keys are spelt. */
const locate = (text: string, start: number): { start: number; anyCase: boolean } | null => {
  const members = membersOf(text, start);
  if (members.some(({ key }) => key === "eventTime")) return { start, anyCase: false };
  if (members.some(({ key }) => key.toLowerCase() === "eventtime")) return { start, anyCase: true };
  const inner = members.find(({ key, start: at }) => WRAPPERS.includes(key) && text[at] === "{");
  return inner === undefined ? null : locate(text, inner.start);
};

/** The exact text of the event in a value, without what wraps it; null if there is none. */
export const eventText = (value: string): string | null => {
  const start = value.search(/\S/);
  if (value[start] !== "{" || parse(value) === undefined) return null;
  const found = locate(value, start);
  if (found === null) return value.slice(start).trimEnd();
  return value.slice(found.start, endOfValue(value, found.start));
};

/**
 * Reads one JSON value of a log as a CloudTrail event and writes it anew, with only the fields
 * of the table, in forms that DuckDB takes. The values of text fields stand as they stood.
 * @param extra members that are put in front, as JSON text
 */
export const readEvent = (value: string, extra: string): Reading => {
  const start = value.search(/\S/);
  if (start < 0 || value[start] !== "{" || parse(value) === undefined) {
    const sound = start >= 0 && parse(value) !== undefined;
    return { kind: "skip", reason: sound ? "is not an event" : BROKEN };
  }
  const top = lookup(value, start, false);
  if (top("digestStartTime") !== undefined) return { kind: "digest" };
  const found = locate(value, start);
  if (found === null) {
    const named = top("eventName") !== undefined || top("eventVersion") !== undefined;
    return { kind: "skip", reason: named ? "has no eventTime" : "is not a CloudTrail event" };
  }
  const find = lookup(value, found.start, found.anyCase);
  const text = (name: string): unknown => {
    const member = find(name);
    return member === undefined ? undefined : parse(value.slice(member.start, member.end));
  };
  const eventTime = eventTimeText(text("eventTime"));
  if (eventTime === null) return { kind: "skip", reason: "has an eventTime that is not a time" };
  if (text("eventCategory") === "Insight" || text("eventType") === "AwsCloudTrailInsight")
    return { kind: "insight" };
  const source = text("eventSource");
  // Notifications of S3 look like events; they are not a record of who did what.
  if (typeof source === "string" && source.startsWith("aws:"))
    return { kind: "skip", reason: "is a notification and not a CloudTrail event" };
  const fields = RECORD_FIELDS.filter(({ name }) => name !== "eventTime");
  const members = membersText(value, find, fields, found.anyCase);
  const id = text("eventID");
  return {
    kind: "event",
    text: `{${[...(extra === "" ? [] : [extra]), `"eventTime":"${eventTime}"`, ...members].join(",")}}`,
    eventId: id === undefined || id === null ? null : String(id),
  };
};
