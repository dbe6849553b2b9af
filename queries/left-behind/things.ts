/** The things that calls make and remove: the whole table. */
import type { Predicate } from "../query";
import { is, oneOf } from "../query";
import type { Calls, Services } from "./calls";
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
