/** A CloudTrail record made again from a table's columns, for when its log file is out of reach. */
import type { Cell } from "@/lib/api/run";
import { RECORD_PATHS } from "@/queries/record-paths";

const JSON_FIELDS: ReadonlySet<string> = new Set([
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "serviceeventdetails",
  "resources",
]);

type Tree = { [name: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

function place(tree: Tree, path: string, value: unknown): void {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const inner = tree[name];
  const branch: Tree = isTree(inner) ? inner : {};
  tree[name] = branch;
  place(branch, rest.join("."), value);
}

function recordValue(name: string, cell: Cell): unknown {
  if (name === "readonly") return cell === "true";
  if (!JSON_FIELDS.has(name) || typeof cell !== "string") return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** The record as indented JSON text, from cells by field name; absent fields are left out. */
export function rebuildRecord(cells: ReadonlyMap<string, Cell>): string {
  const record: Tree = {};
  const person = cells.get("onbehalfofuserid") ?? null;
  for (const [name, path] of Object.entries(RECORD_PATHS)) {
    const cell = cells.get(name) ?? null;
    // The column names a person of Identity Center, whose record has no principal id.
    const isPerson = name === "principalid" && cell === person;
    if (cell !== null && !isPerson) place(record, path, recordValue(name, cell));
  }
  return JSON.stringify(record, null, 2);
}
