/** The columns of the documented CloudTrail table as Trino declares them. */
import { RECORD_FIELDS, type RecordField } from "@/lib/lake/record/record-fields";
import { fields } from "@/queries/fields";

const name = (field: RecordField): string => `"${field.name.toLowerCase()}"`;

const members = (fields: readonly RecordField[]): string =>
  fields.map((field) => `${name(field)} ${trinoType(field)}`).join(", ");

function trinoType(field: RecordField): string {
  switch (field.kind) {
    case "text":
      return "varchar";
    case "map":
      return "map(varchar, varchar)";
    case "struct":
      return `row(${members(field.fields)})`;
    case "list":
      return `array(row(${members(field.fields)}))`;
  }
}

const reads = (path: string, isNewer: boolean): boolean =>
  fields.some(
    ({ expression, newer = false }) =>
      newer === isNewer && (expression === path || expression.startsWith(`${path}.`)),
  );

/** Tables made before 2021 lack what only the newer fields of the dictionary read. */
const withoutNewer = (all: readonly RecordField[], inside = ""): readonly RecordField[] =>
  all.flatMap((field) => {
    const path = `${inside}${field.name.toLowerCase()}`;
    if (reads(path, true) && !reads(path, false)) return [];
    return [{ ...field, fields: withoutNewer(field.fields, `${path}.`) }];
  });

/** The column list of a `create table`, without partition columns. */
export function hiveColumns(lacksNewerFields: boolean): string {
  return members(lacksNewerFields ? withoutNewer(RECORD_FIELDS) : RECORD_FIELDS);
}
