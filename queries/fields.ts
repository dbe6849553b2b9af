/**
 * The dictionary of CloudTrail fields: what each is called in answers and URLs, how Athena reads
 * it, and what it means for a responder. A field's name is also its column in every answer.
 */
import { derivedFields } from "./derived-fields";
import { eventFields } from "./event-fields";
import type { Field } from "./field";
import { identityFields } from "./identity-fields";

export type FieldName = (
  | typeof eventFields
  | typeof identityFields
  | typeof derivedFields
)[number]["name"];

/** Every field, the event's first. */
export const fields: readonly (Field & { readonly name: FieldName })[] = [
  ...eventFields,
  ...identityFields,
  ...derivedFields,
];

const byName = new Map<string, Field & { readonly name: FieldName }>(
  fields.map((entry) => [entry.name, entry]),
);

/** The field of a name; a name outside the dictionary cannot be typed. */
export function fieldOf(name: FieldName): Field & { readonly name: FieldName } {
  const entry = byName.get(name);
  if (!entry) throw new Error(`No field ${name}.`);
  return entry;
}

/** Whether a text from outside names a field. */
export function isFieldName(name: string): name is FieldName {
  return byName.has(name);
}

/** The common shape of every open listing. */
export const EVENT_ROW = [
  "eventtime",
  "eventsource",
  "eventname",
  "principalid",
  "arn",
  "sourceipaddress",
  "useragent",
  "errorcode",
  "awsregion",
  "recipientaccountid",
  "eventid",
] as const satisfies readonly FieldName[];
