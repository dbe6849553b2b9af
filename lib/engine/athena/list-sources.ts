/** The sources that a database offers, by the metadata of its tables. Nothing is scanned. */
import {
  type TableMetadata as AthenaTable,
  ListTableMetadataCommand,
} from "@aws-sdk/client-athena";
import { createConnection, insist, openClients } from "@/lib/engine/athena/aws/clients";
import { type AthenaPlace, DEFAULT_CATALOG } from "@/lib/engine/athena/aws/options";
import { createBudget } from "@/lib/engine/athena/aws/pace";
import { fail, type Result, succeed } from "@/lib/result";
import type { TableMetadata } from "@/queries/detect-layout";
import { type GatheredSources, gatherSources } from "@/queries/gather-sources";

export type ListOptions = AthenaPlace & {
  /** Allowed for on every source: the longest time from an event to its delivery, milliseconds. */
  readonly deliveryLagMs: number;
};

/** The most that ListTableMetadata gives at once. */
const PAGE_TABLES = 50;
/** 5,000 tables: a database with more is not one of logs. */
const MAX_PAGES = 100;
/** The start of the server, or the first page, waits for it. */
const PATIENCE_MS = 5_000;

function readTable(table: AthenaTable): TableMetadata {
  const columnsOf = (columns: AthenaTable["Columns"]) =>
    (columns ?? []).map(({ Name = "", Type = "string" }) => ({ name: Name, type: Type }));
  return {
    name: table.Name ?? "",
    isView: table.TableType === "VIRTUAL_VIEW",
    columns: columnsOf(table.Columns),
    partitionKeys: columnsOf(table.PartitionKeys),
    parameters: table.Parameters ?? {},
  };
}

/** All sources of a database, and the tables that cannot be one, with the reasons. */
export async function gatherAthenaSources(
  options: ListOptions,
  connection = createConnection(),
): Promise<Result<GatheredSources>> {
  const { region, workgroup, database, catalog = DEFAULT_CATALOG, deliveryLagMs } = options;
  const clients = openClients(options, connection);
  const { answers: pace } = createBudget({ perSecond: 5, burst: 5, inFlight: 1 });
  const context = { action: "athena:ListTableMetadata", region, workgroup };
  const tables: TableMetadata[] = [];
  try {
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const command = new ListTableMetadataCommand({
        CatalogName: catalog,
        DatabaseName: database,
        MaxResults: PAGE_TABLES,
        ...(cursor === undefined ? {} : { NextToken: cursor }),
      });
      const answer = await insist(pace, context, () => clients.reads.send(command), PATIENCE_MS);
      if (!answer.ok) return fail("engine-failed", answer.trouble.message);
      tables.push(...(answer.value.TableMetadataList ?? []).map(readTable));
      cursor = answer.value.NextToken;
      if (cursor === undefined) break;
    }
  } finally {
    clients.destroy();
  }
  return succeed(gatherSources(tables, deliveryLagMs));
}
