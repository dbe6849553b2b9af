/** The table of things evaluated on a record, which the statement is compared with. */
import { column } from "../expression";
import { atPath, evaluate, type Tree } from "../expression-value";
import type { Calls, List } from "./calls";
import { CALLS_BY_SOURCE } from "./things";

/** A thing that an event makes, or removes; `detail` is empty for a resource, which takes all its parts along. */
export type Thing = {
  /** What was made; null where nothing was. */
  readonly kind: string | null;
  readonly removes: boolean;
  readonly resource: string;
  readonly detail: string;
};

function itemsOf(record: Tree, { column, path }: List): readonly unknown[] {
  const items = atPath(record, column, path);
  return Array.isArray(items) ? items : [];
}

/** The rows that a record is: one for each item of its list, and for each match within. */
function rowsOf(record: Tree, { lists, within }: Calls): readonly Tree[] {
  const list = lists.find((each) => itemsOf(record, each).length > 0);
  const items = list ? itemsOf(record, list) : [atPath(record, "requestparameters", "")];
  return items.flatMap((value): readonly Tree[] => {
    const item = JSON.stringify(value);
    if (within === null) return [{ ...record, item }];
    const matches = [...(item ?? "").matchAll(new RegExp(within, "g"))];
    return matches.map(([, match]) => ({ ...record, item, within: match }));
  });
}

function effectOf(row: Tree, { effect, added, kind }: Calls): Pick<Thing, "kind" | "removes"> {
  const isAdded = effect === "changes" && evaluate(added, row) !== null;
  return {
    kind: effect === "makes" || effect === "replaces" || isAdded ? kind : null,
    removes: effect === "removes" || effect === "replaces" || (effect === "changes" && !isAdded),
  };
}

/** The things of a record whose call succeeded. */
export function thingsOf(record: Tree): readonly Thing[] {
  const source = evaluate(column("eventsource"), record);
  const name = evaluate(column("eventname"), record) ?? "";
  const [, of = []] = CALLS_BY_SOURCE.find(([each]) => each === source) ?? [];
  const calls = of.find(({ names }) => names.includes(name));
  if (!calls) return [];
  return rowsOf(record, calls).flatMap((row) => {
    const [resource, detail] = [evaluate(calls.resource, row), evaluate(calls.detail, row)];
    if (resource === null || detail === null) return [];
    return [{ ...effectOf(row, calls), resource, detail }];
  });
}
