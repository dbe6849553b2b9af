/** The events of a lake as the relation that the catalogue's tables are views of. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { TABLE_COLUMNS } from "@/lib/lake/record/record-sql";
import type { LakePartition } from "@/lib/lake/types";

/** An account and a Region of it. */
export type Home = Pick<LakePartition, "account" | "region">;

/** What the tables were made for, while nothing has been delivered: their DDL names it beforehand. */
const AWAITED: Home = { account: "111122223333", region: "us-east-1" };

const KEYS = ["account", "region", "year", "month", "day"];
const keyTypes = (separator: string): string =>
  KEYS.map((name) => `${name}${separator} varchar`).join(", ");

/** Every file that a connection's variables name. Each statement binds views again. */
const FILES = `select * from read_parquet(getvariable('lake_files'), hive_partitioning = true, hive_types = {${keyTypes(":")}}) where getvariable('lake_rows') and (len(getvariable('lake_archived')) = 0 or not list_contains(getvariable('lake_archived'), sourcefile))`;

/** The partition with the most logs; null in a lake without any. */
export function busiest(partitions: readonly LakePartition[]): LakePartition | null {
  return partitions.toSorted((a, b) => b.bytes - a.bytes)[0] ?? null;
}

/** The accounts and Regions that the tables name, and the home of the tables of one account. */
export function placesOf(partitions: readonly LakePartition[]) {
  const home: Home = busiest(partitions) ?? AWAITED;
  const filed: readonly Home[] = partitions.length > 0 ? partitions : [home];
  const valuesOf = (key: keyof Home) => [...new Set(filed.map((place) => place[key]))].sort();
  return { accounts: valuesOf("account"), regions: valuesOf("region"), home };
}

/** Makes the relation `memory.main.lake`. A lake without files has no columns and is empty. */
export async function makeLake(connection: DuckDBConnection, hasFiles: boolean): Promise<void> {
  if (hasFiles) await connection.run(`create view memory.main.lake as ${FILES}`);
  else await connection.run(`create table memory.main.lake (${TABLE_COLUMNS}, ${keyTypes("")})`);
}
