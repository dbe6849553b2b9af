/** The workplace over Amazon Athena: its engine, the source chosen among the database's tables. */
import type { Config } from "@/lib/config";
import type { Holdings } from "@/lib/holdings";
import { fail, type Result, succeed } from "@/lib/result";
import type { FoundSource } from "@/queries/gather-sources";
import { epochAt, overtaken } from "./athena/epoch";
import { gatherAthenaSources } from "./athena/list-sources";
import { openAthena } from "./athena/open";
import type { Workplace } from "./workplace";

const holdingsOf = ({ accounts, regions }: FoundSource, reuseMaxAgeMinutes: number): Holdings => ({
  accounts,
  regions: regions ?? [],
  firstDay: null,
  lastDay: null,
  events: null,
  partitions: null,
  epochOf: (deliveredUntilMs) => epochAt(Date.now(), deliveredUntilMs, reuseMaxAgeMinutes),
  overtaken,
});

/** The table configured, or the only one there is; otherwise the choice is named. */
function choose(
  found: readonly FoundSource[],
  table: string | null,
  database: string,
): Result<FoundSource> {
  const names = found.map(({ source }) => source.table);
  if (table === null && found.length !== 1) {
    return fail(
      "config",
      found.length === 0
        ? `The database ${database} has no partitioned table of CloudTrail events; docs/athena.md tells how to make one.`
        : `The database ${database} has several tables of CloudTrail events: name one of ${names.join(", ")} by ATHENA_TABLE.`,
    );
  }
  const chosen = found.find(({ source }) => table === null || source.table === table);
  return chosen
    ? succeed(chosen)
    : fail(
        "config",
        `ATHENA_TABLE=${table} is not a usable table of ${database}; there is ${names.join(", ") || "none"}.`,
      );
}

/** Opens Athena with the configured workgroup and table; a wrong setting is told by name. */
export async function openAthenaWorkplace(config: Config): Promise<Result<Workplace>> {
  const { athena, deliveryLagMs } = config;
  if (!athena)
    return fail(
      "config",
      "ATHENA_DATABASE and AWS_REGION name what Athena asks; they are not set.",
    );
  const { table, dollarsPerTb, reuseMaxAgeMinutes, ...place } = athena;
  const gathered = await gatherAthenaSources({ ...place, deliveryLagMs });
  if (!gathered.ok) return gathered;
  const refused = gathered.value.refused.find((each) => each.table === table);
  if (refused) {
    const why = refused.problem.charAt(0).toLowerCase() + refused.problem.slice(1);
    return fail("config", `ATHENA_TABLE=${refused.table} cannot be asked: ${why}`);
  }
  const chosen = choose(gathered.value.found, table, place.database);
  if (!chosen.ok) return chosen;
  const { accounts } = chosen.value;
  const source = { ...chosen.value.source, accounts };
  const engine = await openAthena({
    ...place,
    partitionColumns: source.layout.columns.map(({ name }) => name),
  });
  if (!engine.ok) return engine;
  return succeed({
    config,
    engine: engine.value,
    source,
    label: `Athena · ${place.workgroup}`,
    dollarsPerTb,
    holdings: async () => succeed(holdingsOf(chosen.value, reuseMaxAgeMinutes)),
    allRows: engine.value.allRows,
    close: engine.value.close,
  });
}
