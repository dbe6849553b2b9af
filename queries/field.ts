/** One entry of the dictionary of CloudTrail fields. */
import type { Kind } from "./kinds";

export type Field = {
  readonly name: string;
  /** The input of the search step that takes it. */
  readonly input: string;
  /** The Athena expression over the documented CloudTrail table. */
  readonly expression: string;
  /** The columns of that table that the expression reads. */
  readonly columns: readonly string[];
  readonly kind: Kind;
  readonly label: string;
  /** One line on what it means for a responder. */
  readonly meaning: string;
  /** Values, where there are few. */
  readonly values?: readonly string[];
  /** Absent from tables made before 2021, such as the partitioner's. */
  readonly newer?: true;
  /** The expression over such a table, where it can be read there in part. */
  readonly older?: string;
  /** Every event has a value, so that an exclusion need not keep those without. */
  readonly neverNull?: true;
  /** Its expression is so long that a statement computes it once, however often it is filtered by. */
  readonly isLong?: true;
  /** Its text comes from `json_format`, which escapes characters above U+FFFF. */
  readonly escapesAstral?: true;
};

/** An entry of the dictionary. Its expression is the column of the same name unless `more` says otherwise. */
export function field<const N extends string>(
  name: N,
  input: string,
  kind: Kind,
  label: string,
  meaning: string,
  more: {
    expression?: string;
    columns?: readonly string[];
    values?: readonly string[];
    newer?: true;
    older?: string;
    neverNull?: true;
    isLong?: true;
    escapesAstral?: true;
  } = {},
) {
  return { name, input, kind, label, meaning, expression: name, columns: [name], ...more };
}
