/** An event in the form of the lake's table. */
import { eventTimeText } from "./event-time";
import { elementsOf, membersOf } from "./json-spans";
import { RECORD_FIELDS, type RecordField } from "./record-fields";
import { type EventContent, type Lookup, lookup } from "./unwrap";

/** An event as the table takes it. */
export type Canonical =
  | { readonly kind: "event"; readonly text: string }
  | { readonly kind: "skip"; readonly reason: string };

const ESCAPES =
  /\\u[dD][89aAbB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\./gs;

/** DuckDB refuses half a surrogate pair; it becomes the replacement character, as in UTF-8. */
const mendEscapes = (raw: string): string =>
  /\\u[dD][89a-fA-F]/.test(raw)
    ? raw.replace(ESCAPES, (found) => (/^\\u[dD].{3}$/s.test(found) ? "\\ufffd" : found))
    : raw;

function membersText(
  text: string,
  find: Lookup,
  fields: readonly RecordField[],
  anyCase: boolean,
): string[] {
  const out: string[] = [];
  for (const field of fields) {
    const member = find(field.name);
    if (member === undefined) continue;
    const value = valueText(text, member.start, member.end, field, anyCase);
    if (value !== null) out.push(`"${field.name}":${value}`);
  }
  return out;
}

const structText = (text: string, start: number, field: RecordField, anyCase: boolean): string =>
  `{${membersText(text, lookup(text, start, anyCase), field.fields, anyCase).join(",")}}`;

/** The value as DuckDB can take it, or null where it has another form than the column. */
function valueText(
  text: string,
  start: number,
  end: number,
  field: RecordField,
  anyCase: boolean,
): string | null {
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
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes an event with only the fields of the table, in forms that DuckDB takes. The values of text
 * fields stand as they stood.
 */
export function canonicalEvent(event: EventContent): Canonical {
  const { text, anyCase } = event;
  const find = lookup(text, event.start, anyCase);
  const time = find("eventTime");
  const eventTime = eventTimeText(time && parse(text.slice(time.start, time.end)));
  if (eventTime === null) return { kind: "skip", reason: "has an eventTime that is not a time" };
  const fields = RECORD_FIELDS.filter(({ name }) => name !== "eventTime");
  const members = membersText(text, find, fields, anyCase);
  return { kind: "event", text: `{${[`"eventTime":"${eventTime}"`, ...members].join(",")}}` };
}
