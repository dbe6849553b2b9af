/** What the judge runs: cases, each of which compares two answers. */
import type { Row } from "@/lib/api/run";
import type { Refusal, Statement } from "@/queries/statement";
import { differenceOf } from "./compare";
import type { LakeRows } from "./lake-rows";
import type { Judged } from "./sources";
import type { Trino, TrinoAnswer } from "./trino";

/** Both engines, and what the tables were made over. */
export type Engines = {
  readonly trino: Trino;
  readonly lake: LakeRows;
  readonly judged: Judged;
};

/** What a case found: how many rows Trino returned, and how the answers differ; null when equal. */
export type Verdict = { readonly rows: number; readonly difference: string | null };

export type Case = {
  /** The layout, the time range and the step: enough to find it. */
  readonly name: string;
  readonly run: () => Promise<Verdict>;
};

/** A named part of the judge. `--only` selects groups. */
export type Group = {
  readonly name: string;
  readonly cases: (engines: Engines) => Promise<readonly Case[]>;
};

/** A change to the rows of each engine that makes equal answers equal texts. */
export type Shape = (rows: readonly Row[], columns: readonly string[]) => readonly Row[];

const asTheyAre: Shape = (rows) => rows;

/** Athena's limit on the text of a statement. */
const MAX_STATEMENT_BYTES = 262_144;

const failed = (difference: string): Verdict => ({ rows: 0, difference });

/** Runs a statement on Trino and passes its answer on; a refused or failed one is a verdict. */
export async function onTrino(
  trino: Trino,
  compiled: Pick<Statement, "sql"> | Refusal,
  judge: (answer: TrinoAnswer) => Promise<Verdict>,
): Promise<Verdict> {
  if ("refused" in compiled) return failed(`Refused: ${compiled.refused}`);
  const bytes = Buffer.byteLength(compiled.sql);
  if (bytes > MAX_STATEMENT_BYTES)
    return failed(`The statement has ${bytes} bytes; Athena takes ${MAX_STATEMENT_BYTES}.`);
  const answer = await trino.run(compiled.sql);
  if (answer.error) return failed(`Trino: ${answer.error.name}: ${answer.error.message}`);
  return judge(answer);
}

/** Compares a statement on Trino with a statement on the lake, in the order of their rows. */
export function sameRows(
  { trino, lake }: Engines,
  compiled: Statement | Refusal,
  expected: Statement | Refusal,
  shape: Shape = asTheyAre,
): Promise<Verdict> {
  return onTrino(trino, compiled, async ({ columns, rows }) => {
    if ("refused" in expected) return failed(`The lake refused: ${expected.refused}`);
    const wanted = await lake(expected);
    const difference = differenceOf(
      shape(rows, columns),
      shape(wanted.rows, wanted.columns),
      columns,
    );
    return { rows: rows.length, difference };
  });
}
