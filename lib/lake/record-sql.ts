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
  `${rewritten ? `r.${FILED_FROM.toLowerCase()}` : "filename"} AS sourcefile`;

const recordType = (rewritten: boolean): string => {
  const fields = RECORD_FIELDS.map((field) => `"${field.name}" ${sqlType(field)}`);
  const extra = rewritten ? [`"${FILED_FROM}" VARCHAR`] : [];
  return `STRUCT(${[...fields, ...extra].join(", ")})[]`;
};

const inLowerCase = (type: string): string => type.replace(/"\w+"/g, (name) => name.toLowerCase());

/** The columns of the table, read out of the record `r`. */
export const SELECT_COLUMNS = RECORD_FIELDS.map(({ name }) => {
  const column = name.toLowerCase();
  return `r.${column} AS ${column}`;
}).join(", ");

/**
 * Statements that give the records' type a name, in the log's letters and in the columns'. DuckDB
 * takes 0.5 ms less for a statement that names it than for one that spells it out twice.
 */
export const RECORD_TYPES: readonly string[] = [
  `CREATE TYPE log_record AS ${recordType(false)}`,
  `CREATE TYPE column_record AS ${inLowerCase(recordType(false))}`,
];

/** The names and types of the table's columns, to create one with. */
export const TABLE_COLUMNS = [
  ...RECORD_FIELDS.map((field) => inLowerCase(`"${field.name}" ${sqlType(field)}`)),
  "sourcefile VARCHAR",
].join(", ");

/**
 * A sub-query with one row `r` per record of files of the form `{"Records": [...]}`. The fields of
 * `r` are named as the table's columns.
 * @param files absolute paths, without glob characters
 * @param objectBytes at least the size of the largest file (decompressed)
 * @param form `oneLine` for files that are a line of JSON each, which takes a sixth of the time less
 * to read; other files then fail the statement. `rewritten` for files that the rewriter wrote; `named`
 * where the database has the types of `RECORD_TYPES`
 */
export const recordsOf = (
  files: readonly string[],
  objectBytes: number,
  { oneLine = false, rewritten = false, named = false } = {},
): string => {
  const type = named ? "log_record" : recordType(rewritten);
  const inColumns = named ? "column_record" : inLowerCase(recordType(rewritten));
  const options = [
    `columns = {Records: ${literal(type)}}`,
    `format = '${oneLine ? "newline_delimited" : "unstructured"}'`,
    // Saying that the objects are the records spares a look into 32 files before every statement.
    "records = true",
    "filename = true",
    `maximum_object_size = ${Math.max(objectBytes, 1 << 20)}`,
  ];
  const list = files.map(literal).join(", ");
  // Names are brought to lower case in the list as a whole: to cast the structs of each row by
  // themselves takes 0.5 µs more of an event, and 0.7 ms more of a statement.
  const records = `CAST("Records" AS ${inColumns})`;
  return `(SELECT unnest(${records}) AS r, filename FROM read_json([${list}], ${options.join(", ")}))`;
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
