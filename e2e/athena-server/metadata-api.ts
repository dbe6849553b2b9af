/** ListDatabases, ListTableMetadata and GetTableMetadata. */
import { CATALOG, type CatalogTable, DATABASE } from "./catalogue";
import { invalidRequest, metadataError } from "./wire-error";

const CREATED = 1_700_000_000;

function describeTable(table: CatalogTable) {
  return {
    Name: table.name,
    CreateTime: CREATED,
    LastAccessTime: 0,
    TableType: table.view === undefined ? "EXTERNAL_TABLE" : "VIRTUAL_VIEW",
    Columns: table.columns,
    PartitionKeys: table.partitionKeys.map(({ name }) => ({ Name: name, Type: "string" })),
    Parameters: table.parameters,
  };
}

function checkCatalog(name: string): void {
  if (name.toLowerCase() !== CATALOG.toLowerCase())
    throw invalidRequest(`Catalog ${name} does not exist`);
}

function checkDatabase(name: string): void {
  if (name.toLowerCase() !== DATABASE) throw metadataError(`Database ${name} not found.`);
}

/** One page of a list; the token is the place of its first entry. */
function page<T>(items: readonly T[], maxResults: number, token: string | undefined) {
  const start = Number(token ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidRequest("Invalid NextToken");
  const end = start + maxResults;
  return {
    items: items.slice(start, end),
    next: end < items.length ? { NextToken: `${end}` } : {},
  };
}

function patternOf(expression: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`);
  } catch {
    throw metadataError("Expression is not a valid regular expression.");
  }
}

type Paged = { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined };

export function listDatabases(request: Paged & { readonly CatalogName: string }) {
  checkCatalog(request.CatalogName);
  const databases = [{ Name: "default" }, { Name: DATABASE, Description: "CloudTrail tables" }];
  const { items, next } = page(databases, request.MaxResults ?? 50, request.NextToken);
  return { DatabaseList: items, ...next };
}

export function listTableMetadata(
  tables: readonly CatalogTable[],
  request: Paged & {
    readonly CatalogName: string;
    readonly DatabaseName: string;
    readonly Expression?: string | undefined;
  },
) {
  checkCatalog(request.CatalogName);
  const isDefault = request.DatabaseName.toLowerCase() === "default";
  if (!isDefault) checkDatabase(request.DatabaseName);
  const pattern = patternOf(request.Expression ?? ".*");
  const found = isDefault ? [] : tables.filter(({ name }) => pattern.test(name));
  const sorted = found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = page(sorted, request.MaxResults ?? 50, request.NextToken);
  return { TableMetadataList: items.map(describeTable), ...next };
}

export function getTableMetadata(
  tables: readonly CatalogTable[],
  request: {
    readonly CatalogName: string;
    readonly DatabaseName: string;
    readonly TableName: string;
  },
) {
  checkCatalog(request.CatalogName);
  checkDatabase(request.DatabaseName);
  const table = tables.find(({ name }) => name === request.TableName.toLowerCase());
  if (!table) throw metadataError(`EntityNotFoundException: Table ${request.TableName} not found.`);
  return { TableMetadata: describeTable(table) };
}
