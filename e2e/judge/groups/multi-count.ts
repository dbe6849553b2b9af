/** The one statement for all counts of a playbook, on every layout. */
import type { Row } from "@/lib/api/run";
import { compile } from "@/queries/compile";
import { playbooks } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { type CountQuery, compileMultiCount, isCount } from "@/queries/multi-count";
import { bind, type Playbook } from "@/queries/playbook";
import { type Case, type Engines, type Group, onTrino, type Verdict } from "../cases";
import { differenceOf } from "../compare";
import { allLayouts, type JudgedWindow, type Sides, sidesOf } from "../sources";
import { KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

const MOST_GROUPS = 100_000;

const inAnyOrder = (rows: readonly Row[]): readonly Row[] =>
  rows
    .map((row) => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);

/** The rows of one query in the result, as the query itself would return them. */
function rowsOf(
  { answer }: CountQuery,
  mark: string,
  columns: readonly string[],
  rows: readonly Row[],
): readonly Row[] {
  const picked = [...answer.by, "total", ...(answer.measures ?? [])].map((name) =>
    columns.indexOf(name),
  );
  const marked = columns.indexOf(mark);
  return rows
    .filter((row) => row[marked] !== null)
    .map((row) => picked.map((index) => row[index] ?? null));
}

/** Compares the result of one statement with each of its queries alone on the lake. */
async function multiCountVerdict(
  engines: Engines,
  queries: readonly CountQuery[],
  { source, scope, lake, lakeScope }: Sides,
): Promise<Verdict> {
  const compiled = compileMultiCount({ queries, scope }, source, MOST_GROUPS);
  return onTrino(engines.trino, compiled, async ({ columns, rows }) => {
    for (const [index, query] of queries.entries()) {
      const alone = compile({ ...query, limit: null }, lakeScope, lake);
      if ("refused" in alone) return { rows: 0, difference: alone.refused };
      const wanted = await engines.lake(alone);
      const got = rowsOf(query, `q${index}`, columns, rows);
      const difference = differenceOf(inAnyOrder(got), inAnyOrder(wanted.rows), alone.columns);
      if (difference !== null) {
        const by = query.answer.by.join(", ");
        return { rows: rows.length, difference: `Query ${index + 1}, by ${by}. ${difference}` };
      }
    }
    return { rows: rows.length, difference: null };
  });
}

/** The counts that a playbook takes from one statement: those without inputs. */
const countsOf = ({ steps }: Playbook): readonly CountQuery[] =>
  steps
    .filter(({ inputs }) => inputs.length === 0)
    .map((step) => bind(step, {}))
    .filter(isCount);

/** The counts of every playbook in one time range. */
export function multiCountCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  const withCounts = playbooks.filter((playbook) => countsOf(playbook).length > 1);
  return on.flatMap((layout) =>
    withCounts.map((playbook) => ({
      name: `${layout.name} ${window.name} ${playbook.id}`,
      run: () =>
        multiCountVerdict(engines, countsOf(playbook), sidesOf(layout, engines.judged, window)),
    })),
  );
}

export const multiCountGroup: Group = {
  name: "multi-count",
  cases: async (engines) =>
    [KEY_NIGHT, NEW_YEAR, ODD_VALUES].flatMap((window) =>
      multiCountCases(engines, allLayouts, window),
    ),
};
