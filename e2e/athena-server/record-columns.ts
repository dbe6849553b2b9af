/** The columns of a CloudTrail table, in Hive's words and in DuckDB's. */
import { RECORD_FIELDS, type RecordField } from "@/lib/lake/record/record-fields";

/** The fields that tables made before 2021 lack, by their path. */
const NEWER: ReadonlySet<string> = new Set([
  "useridentity.onbehalfof",
  "useridentity.sessioncontext.ec2roledelivery",
  "useridentity.sessioncontext.webidfederationdata",
  "vpcendpointaccountid",
  "eventcategory",
  "addendum",
  "sessioncredentialfromconsole",
  "edgedevicedetails",
  "tlsdetails",
]);

/** The type of a field as a table's DDL has it. */
export function hiveType(field: RecordField): string {
  const members = field.fields.map((member) => `${member.name.toLowerCase()}:${hiveType(member)}`);
  switch (field.kind) {
    case "text":
      return "string";
    case "map":
      return "map<string,string>";
    case "struct":
      return `struct<${members.join(",")}>`;
    case "list":
      return `array<struct<${members.join(",")}>>`;
  }
}

/** Fields without those that an older table does not have, at any depth. */
export function withoutNewer(fields: readonly RecordField[], above = ""): readonly RecordField[] {
  return fields.flatMap((field) => {
    const path = `${above}${field.name.toLowerCase()}`;
    return NEWER.has(path) ? [] : [{ ...field, fields: withoutNewer(field.fields, `${path}.`) }];
  });
}

/**
 * A column of the lake under its own name, a struct only with the members that `field` has, so
 * that querying a newer member of an older table fails as it does in Athena.
 */
export function lakeColumn(field: RecordField): string {
  const name = field.name.toLowerCase();
  const whole = RECORD_FIELDS.find((known) => known.name === field.name);
  const expression = rebuilt(field, whole, name);
  return expression === name ? name : `${expression} as ${name}`;
}

function rebuilt(part: RecordField, whole: RecordField | undefined, path: string): string {
  if (part.kind !== "struct" || !whole) return path;
  const members = part.fields.map((member) => {
    const name = member.name.toLowerCase();
    const same = whole.fields.find((known) => known.name === member.name);
    return { name, path: `${path}.${name}`, sql: rebuilt(member, same, `${path}.${name}`) };
  });
  const isWhole =
    members.length === whole.fields.length && members.every((member) => member.sql === member.path);
  if (isWhole) return path;
  const pack = members.map(({ name, sql }) => `${name} := ${sql}`).join(", ");
  return `case when ${path} is not null then struct_pack(${pack}) end`;
}
