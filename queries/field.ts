/** What the dictionary says of one field of CloudTrail. */
import type { Kind } from "./kinds";

export type Field = {
  readonly name: string;
  /** The input of the search step that takes it. */
  readonly input: string;
  /** The Athena expression over the documented CloudTrail table. */
  readonly expression: string;
  readonly kind: Kind;
  readonly label: string;
  /** One line on what it tells a responder. */
  readonly tells: string;
  /** Values, where there are few. */
  readonly values?: readonly string[];
  /** Absent from tables made before 2021, such as the partitioner's. */
  readonly newer?: true;
};

/** An entry of the dictionary. Its expression is its own name unless told otherwise. */
export const field = <const N extends string>(
  name: N,
  input: string,
  kind: Kind,
  label: string,
  tells: string,
  more: { expression?: string; values?: readonly string[]; newer?: true } = {},
) => ({ name, input, kind, label, tells, expression: name, ...more });
