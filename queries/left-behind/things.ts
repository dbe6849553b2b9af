/** The things that calls make and remove: the whole table, and its evaluation on a record. */
import { column } from "../expression";
import { atPath, evaluate, type Tree } from "../expression-value";
import type { Predicate } from "../query";
import { is, oneOf } from "../query";
import type { Calls, List, Services } from "./calls";
import { IDENTITY_CALLS } from "./identity-calls";
import { WORKLOAD_CALLS } from "./workload-calls";

const SERVICES: Services = { iam: IDENTITY_CALLS, ...WORKLOAD_CALLS };

/** Every call of the table, by the source of its events. */
export const CALLS_BY_SOURCE: readonly (readonly [source: string, of: readonly Calls[]])[] =
  Object.entries(SERVICES).map(([service, of]) => [`${service}.amazonaws.com`, of]);

/** Every call of the table. */
export const ALL_CALLS: readonly Calls[] = CALLS_BY_SOURCE.flatMap(([, of]) => of);

/** Successful calls with a service and a name of the table, if not always in this combination. */
export const MAY_MAKE_OR_REMOVE: readonly Predicate[] = [
  oneOf(
    "eventsource",
    CALLS_BY_SOURCE.map(([source]) => source),
  ),
  oneOf("eventname", [...new Set(ALL_CALLS.flatMap(({ names }) => names))]),
  is("outcome", "success"),
];

/** A thing that an event makes, or removes; `detail` is empty for a resource, which takes all its parts along. */
export type Thing = {
  /** What was made; null where nothing was. */
  readonly kind: string | null;
  readonly removes: boolean;
  readonly resource: string;
  readonly detail: string;
};

const itemsOf = (record: Tree, { column, path }: List): readonly unknown[] => {
  const items = atPath(record, column, path);
  return Array.isArray(items) ? items : [];
};

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
