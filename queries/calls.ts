/** Calls as predicates. */
import { allOf, is, oneOf, type Predicate } from "./query";

/** API names mean nothing without their service: several services share `UpdateFilter` or `DeleteMembers`. */
export function calls(service: string, ...names: readonly string[]): Predicate {
  return allOf(is("eventsource", `${service}.amazonaws.com`), oneOf("eventname", names));
}
