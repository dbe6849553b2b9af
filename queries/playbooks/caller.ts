/** A caller as steps are about it, and the columns of its listings. */
import type { FieldName } from "../fields";
import { type Input, inputIs, type Template } from "../playbook";

/** A caller: a user, a role, a session, an instance, or any actor. */
export type Caller = {
  /** What the ids of its steps start with. */
  readonly id: string;
  /** Its name in a sentence: `user`. */
  readonly name: string;
  readonly inputs: readonly Input[];
  /** Its events. */
  readonly where: readonly Template[];
};

/** The columns of a listing of one caller's events. */
export const CALLER_ROW = [
  "eventtime",
  "eventsource",
  "eventname",
  "resource",
  "sourceipaddress",
  "errorcode",
  "useragent",
  "accesskeyid",
  "eventid",
] as const satisfies readonly FieldName[];

/** A change with what it set. */
export const CHANGE_ROW = [
  "eventtime",
  "actor",
  "eventsource",
  "eventname",
  "resource",
  "requeststart",
  "errorcode",
  "sourceipaddress",
  "eventid",
] as const satisfies readonly FieldName[];

/** What the steps about a caller share. */
export function about({ id, inputs, where }: Caller, step: string) {
  return {
    id: `${id}-${step}`,
    inputs,
    where,
    view: "bars" as const,
  };
}

/** The events of a caller that an input names. */
export function callerBy(
  id: string,
  name: string,
  input: Input,
  ...fields: readonly FieldName[]
): Caller {
  const parts = fields.map((field) => inputIs(field, input.name));
  const [only] = parts;
  const where: Template = parts.length === 1 && only ? only : { op: "or", of: parts };
  return { id, name, inputs: [input], where: [where] };
}
