/** Where a finding leads: the rule's next playbook, with the finding's time range and its actor filled in. */
import type { Place } from "@/lib/investigation/investigation";
import { asInput } from "@/queries/entity-steps";
import { findPlaybook } from "@/queries/index";
import type { Kind } from "@/queries/kinds";
import { literalProblem } from "@/queries/literal";
import type { InputValues, Playbook, Step } from "@/queries/playbook";
import { DAY_MS, HOUR_MS, parseTime, type Scope } from "@/queries/scope";
import type { Finding } from "./read-findings";

/** Actors that are no user: `service:…`, `account:…`, `root of …`, and those without a name. */
const NO_USER = /[/:]|^root\b|^anonymous$|^no identity$/;

/** What an actor's text says to an input of another kind; null when it says nothing. */
function actorAs(kind: Kind, actor: string): string | null {
  if (kind === "userName") return NO_USER.test(actor) ? null : asInput(kind, kind, actor);
  // A session is called `role/session`.
  const role = /^([^/:]+)\//.exec(actor)?.[1];
  if (kind === "role") return role === undefined ? null : asInput(kind, kind, role);
  return asInput(kind, "actor", actor);
}

/** The actor as an input's value, else the resource where there is only one. */
function valueFor(kind: Kind, { actor, resource, resources }: Finding): string | null {
  const byActor = actorAs(kind, actor);
  if (byActor !== null || resource === null || resources !== 1) return byActor;
  return asInput(kind, "resource", resource);
}

const neededOf = (step: Step) => step.inputs.filter(({ required }) => required);

/** The values of all that a step needs; null where one is unknown, or it needs none. */
function filledIn(step: Step, finding: Finding): InputValues | null {
  const needed = neededOf(step);
  const values = needed.flatMap(({ name, kind }) => {
    const value = valueFor(kind, finding);
    return value === null ? [] : [[name, value] as const];
  });
  return needed.length === 0 || values.length < needed.length ? null : Object.fromEntries(values);
}

/**
 * An hour before the first event to an hour after the last, in whole hours. Where that would be
 * longer than a long range, the range itself.
 */
export function rangeAround({ first, last }: Finding, scope: Scope): Scope {
  const [firstMs, lastMs] = [parseTime(first), parseTime(last)];
  if (firstMs === null || lastMs === null) return scope;
  const fromMs = Math.floor((firstMs - HOUR_MS) / HOUR_MS) * HOUR_MS;
  const toMs = Math.ceil((lastMs + HOUR_MS) / HOUR_MS) * HOUR_MS;
  const isTooLong = toMs - fromMs > Math.max(DAY_MS, scope.toMs - scope.fromMs);
  return isTooLong ? scope : { ...scope, fromMs, toMs };
}

export type NextPlace = { readonly place: Place; readonly step: Step; readonly playbook: Playbook };

/** The next step after a finding; null where its rule names none. */
export function nextPlace(finding: Finding, scope: Scope): NextPlace | null {
  const { next } = finding.rule;
  const playbook = next === null ? null : findPlaybook(next);
  if (!playbook) return null;
  const { entry = [], steps } = playbook;
  const ordered = [...entry.flatMap((id) => steps.filter((step) => step.id === id)), ...steps];
  const filled = ordered.flatMap((step) => {
    const inputs = filledIn(step, finding);
    return inputs ? [{ step, inputs }] : [];
  })[0];
  const step = filled?.step ?? steps.find((each) => neededOf(each).length === 0) ?? ordered[0];
  if (!step) return null;
  // A playbook about whole accounts takes no actor, but its answers can be those of one.
  const isWhole = steps.every((each) => neededOf(each).length === 0);
  const byActor = isWhole && literalProblem(finding.actor) === null;
  const place: Place = {
    playbookId: playbook.id,
    stepId: step.id,
    scope: rangeAround(finding, scope),
    inputs: filled?.inputs ?? {},
    filters: byActor ? [{ field: "actor", op: "is", value: finding.actor }] : [],
  };
  return { place, step, playbook };
}
