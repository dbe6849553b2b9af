/** The menu of a value inside a record, by its field or by its form. */

import { stepsThatTake } from "@/queries/entity-steps";
import { type FieldName, fields, isFieldName } from "@/queries/fields";
import { ANYWHERE } from "@/queries/filters";
import { checkInput, type Kind } from "@/queries/kinds";
import { literalProblem } from "@/queries/literal";
import { type CellMenu, cellMenu, type PivotTarget, searchFor } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import type { JsonNode } from "./json-tree";

/** Kinds that are common in a record and have no useful pivot. */
const DULL: ReadonlySet<Kind> = new Set([
  "json",
  "time",
  "text",
  "flag",
  "identityType",
  "eventId",
  "region",
]);

/** `useridentity.arn` in the log's own letters is `$.userIdentity.arn`. */
const columnByPath = new Map<string, FieldName>([
  ...fields
    .filter(({ kind }) => !DULL.has(kind))
    .map((field) => [`$.${field.expression}`, field.name] as const),
  ["$.useridentity.principalid", "principalid"],
  ["$.useridentity.onbehalfof.userid", "onbehalfofuserid"],
  ["$.requestparameters.bucketname", "bucketname"],
]);

/** The column of answers that holds the value at a record's path, or null. */
export function columnOfPath(path: string): FieldName | null {
  return columnByPath.get(path.toLowerCase()) ?? null;
}

const SHAPES: readonly { readonly column: FieldName; readonly pattern: RegExp }[] = [
  { column: "accesskeyid", pattern: /^A(?:KIA|SIA)[A-Z0-9]{16}$/ },
  { column: "principalid", pattern: /^A(?:IDA|ROA|GPA|NPA)[A-Z0-9]{12,17}(?::[\s\S]+)?$/ },
  { column: "arn", pattern: /^arn:aws[a-z-]*:(?:iam|sts):/ },
  {
    column: "sourceipaddress",
    pattern: /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})$/i,
  },
];

const PIVOT_KEYS: Readonly<Record<string, FieldName>> = {
  userName: "username",
  roleName: "issuerusername",
};

/** The questions about an instance of this id. */
export function instancePivots(id: string): readonly PivotTarget[] {
  return checkInput("instanceId", id).ok ? stepsThatTake("instanceId", id) : [];
}

/** Shorter texts are in nearly every event. */
const LEAST_SEARCHED = 3;

/** The search for a record's text anywhere in an event. */
function eventsWith({ text, isDetail }: RecordValue): readonly PivotTarget[] {
  const isTooShort = text.trim().length < LEAST_SEARCHED;
  if (isDetail !== true || isTooShort || literalProblem(text) !== null) return [];
  return [
    searchFor("Events that contain it anywhere", { field: ANYWHERE, op: "contains", value: text }),
  ];
}

/** Filters apply to the caller's own fields, so a value in another part has none. */
function menuByShape(step: Step, value: RecordValue, inputs: InputValues): CellMenu | null {
  const { key, text } = value;
  const around = eventsWith(value);
  const instance = instancePivots(text);
  if (instance.length > 0)
    return { label: "Instance", filters: [], pivots: [...instance, ...around] };
  const named = key !== null && Object.hasOwn(PIVOT_KEYS, key) ? PIVOT_KEYS[key] : undefined;
  const column = named ?? SHAPES.find(({ pattern }) => pattern.test(text))?.column;
  if (!column)
    return around.length > 0 ? { label: key ?? "Value", filters: [], pivots: around } : null;
  const { label, pivots } = cellMenu(step, column, text, inputs);
  const all = [...pivots, ...around];
  return all.length > 0 ? { label, filters: [], pivots: all } : null;
}

/** A value of a record: its text, and the column or key that says what it is. */
export type RecordValue = {
  readonly text: string;
  readonly column: string | null;
  readonly key: string | null;
  /** It is a text of the request, the response or what the service added. */
  readonly isDetail?: boolean;
};

const DETAIL =
  /^\$\.(?:requestParameters|responseElements|additionalEventData|serviceEventDetails|resources)\b/;

/** A node of a record's tree as a value. */
export function recordValue({ text, path, key, type }: JsonNode): RecordValue {
  return {
    text,
    column: columnOfPath(path),
    key,
    isDetail: type === "string" && DETAIL.test(path),
  };
}

/** The menu of a value in a record, or null if there is nothing to offer. */
export function valueMenu(step: Step, value: RecordValue, inputs: InputValues): CellMenu | null {
  if (value.text === "") return null;
  if (value.column === null || !isFieldName(value.column)) return menuByShape(step, value, inputs);
  const menu = cellMenu(step, value.column, value.text, inputs);
  return menu.filters.length + menu.pivots.length > 0 ? menu : null;
}
