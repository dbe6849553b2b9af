/**
 * The subset of SQL that the compiler writes: what Athena (Trino) and DuckDB both run, with the same
 * rows, from one text. A construct that is not named here fails a test with its name. A function
 * with a macro is one that DuckDB lacks: `lib/engine/trino-macros.ts` gives it Trino's meaning.
 */
export const SUBSET = {
  functions: ["count", "json_extract_scalar", "json_format", "row_number", "substr"],
  types: ["bigint", "json", "varchar"],
  operators: ["=", "<>", "<", "<=", ">", ">="],
  keywords: [
    "all",
    "and",
    "as",
    "between",
    "by",
    "case",
    "cast",
    "desc",
    "distinct",
    "end",
    "escape",
    "from",
    "group",
    "grouping",
    "having",
    "in",
    "is",
    "like",
    "limit",
    "not",
    "null",
    "or",
    "order",
    "over",
    "partition",
    "select",
    "sets",
    "then",
    "true",
    "union",
    "when",
    "where",
  ],
} as const satisfies Record<string, readonly string[]>;
