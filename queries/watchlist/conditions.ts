/** Conditions of rules, short enough to nest. */
import type { RuleCondition, RuleField } from "./rule";

export function is(field: RuleField, value: string): RuleCondition {
  return { op: "is", field, value };
}

export function oneOf(field: RuleField, ...values: readonly string[]): RuleCondition {
  return { op: "oneOf", field, values };
}

export function contains(field: RuleField, value: string): RuleCondition {
  return { op: "contains", field, value };
}

export function startsWith(field: RuleField, value: string): RuleCondition {
  return { op: "startsWith", field, value };
}

export function matches(field: RuleField, pattern: string): RuleCondition {
  return { op: "matches", field, pattern };
}

export function present(field: RuleField): RuleCondition {
  return { op: "present", field };
}

export function absent(field: RuleField): RuleCondition {
  return { op: "absent", field };
}

export function differs(field: RuleField, from: RuleField): RuleCondition {
  return { op: "differs", field, from };
}

export function foreignAccount(field: RuleField): RuleCondition {
  return { op: "foreignAccount", field };
}

export function not(of: RuleCondition): RuleCondition {
  return { op: "not", of };
}

export function allOf(...of: readonly RuleCondition[]): RuleCondition {
  return { op: "and", of };
}

export function anyOf(...of: readonly RuleCondition[]): RuleCondition {
  return { op: "or", of };
}

/** The call has this name: for what makes one call of a rule harmless. */
export function named(eventName: string): RuleCondition {
  return is("eventname", eventName);
}

/** Every event but those of a form that is known to be harmless; what is not recognised is kept. */
export function unless(...harmless: readonly RuleCondition[]): RuleCondition {
  return not(anyOf(...harmless));
}
