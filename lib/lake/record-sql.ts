import { RECORD_FIELDS, type RecordField } from "@/lib/lake/record-fields";

/** Quotes a text as an SQL literal. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const sqlType = (field: RecordField): string => {
  const members = field.fields.map((member) => `"${member.name}" ${sqlType(member)}`).join(", ");
  switch (field.kind) {
    case "text":
      return "VARCHAR";
    case "map":
      return "MAP(VARCHAR, VARCHAR)";
    case "struct":
      return `STRUCT(${members})`;
    case "list":
      return `STRUCT(${members})[]`;
  }
};

/** A field that the rewriter adds to a record: the file in which it stood. */
const FILED_FROM = "filedFrom";

/** SQL for the path of the file that a record came from, by whether the file was rewritten. */
export const sourceFile = (rewritten: boolean): string =>
  `${rewritten ? `r."${FILED_FROM}"` : "filename"} AS sourcefile`;

const recordType = (rewritten: boolean): string => {
  const fields = RECORD_FIELDS.map((field) => `"${field.name}" ${sqlType(field)}`);
  const extra = rewritten ? [`"${FILED_FROM}" VARCHAR`] : [];
  return `STRUCT(${[...fields, ...extra].join(", ")})[]`;
};

const lowerType = (field: RecordField): string =>
  sqlType(field).replace(/"\w+"/g, (name) => name.toLowerCase());

/** The columns of the table, read out of the record `r`, under their lower-case names. */
export const SELECT_COLUMNS = RECORD_FIELDS.map((field) => {
  const column = field.name.toLowerCase();
  if (field.kind === "text") return `r."${field.name}" AS ${column}`;
  // A struct is cast so that the names of its members are in lower case too.
  return `CAST(r."${field.name}" AS ${lowerType(field)}) AS ${column}`;
}).join(", ");

/** The names and types of the table's columns, to create one with. */
export const TABLE_COLUMNS = [
  ...RECORD_FIELDS.map((field) => `${field.name.toLowerCase()} ${lowerType(field)}`),
  "sourcefile VARCHAR",
].join(", ");

/**
 * A sub-query with one row `r` per record of files of the form `{"Records": [...]}`.
 * @param files absolute paths, without glob characters
 * @param objectBytes at least the size of the largest file (decompressed)
 * @param rewritten true for files that the rewriter wrote
 */
export const recordsOf = (
  files: readonly string[],
  objectBytes: number,
  rewritten = false,
): string => {
  const options = [
    `columns = {Records: ${literal(recordType(rewritten))}}`,
    "format = 'unstructured'",
    // Saying that the objects are the records spares a look into 32 files before every statement.
    "records = true",
    "filename = true",
    `maximum_object_size = ${Math.max(objectBytes, 1 << 20)}`,
  ];
  const list = files.map(literal).join(", ");
  return `(SELECT unnest("Records") AS r, filename FROM read_json([${list}], ${options.join(", ")}))`;
};

const NOT_AN_EVENT = [
  "coalesce(eventid, '') = ''",
  "TRY_CAST(eventtime AS TIMESTAMP) IS NULL",
  "coalesce(eventcategory = 'Insight', false)",
  "coalesce(eventtype = 'AwsCloudTrailInsight', false)",
].join(" OR ");

const ISO_TIME = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`;

/** True for a row that only the exact path can place: no id, an odd time, an Insight. */
export const ODD_ROW = `${NOT_AN_EVENT} OR NOT coalesce(regexp_matches(eventtime, ${literal(ISO_TIME)}), false)`;

/** The same, or true for a row of another day: a known day spares the regular expression. */
export const oddRowOf = (day: string): string =>
  `${NOT_AN_EVENT} OR NOT (starts_with(eventtime, ${day}) AND eventtime LIKE '%T__:__:__Z')
    OR length(eventtime) <> 20`;

/** An event id as 128 bits: the UUID that it is, or a digest of whatever else it is. */
export const EVENT_KEY =
  "coalesce(TRY_CAST(eventid AS UUID), CAST(md5(nullif(eventid, '')) AS UUID))";
