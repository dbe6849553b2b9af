/** Where a finding leads: the rule's next playbook, with the finding's time range and its actor filled in. */
import type { Place } from "@/lib/investigation/investigation";
import { asInput } from "@/queries/entity-steps";
import { findPlaybook } from "@/queries/index";
import type { Kind } from "@/queries/kinds";
import { literalProblem } from "@/queries/literal";
import type { InputValues, Playbook, Step } from "@/queries/playbook";
import { denied } from "@/queries/query";
import { DAY_MS, HOUR_MS, parseTime, type Scope } from "@/queries/scope";
import type { Finding } from "./read-findings";

/** Actors that are not users: `service:…`, `account:…`, `root of …`, and those without a name. */
const NO_USER = /[/:]|^root\b|^anonymous$|^no identity$/;

/** What an actor's text says to an input of another kind; null when it says nothing. */
function actorAs(kind: Kind, actor: string): string | null {
  if (kind === "userName") return NO_USER.test(actor) ? null : asInput(kind, kind, actor);
  // A session is called `role/session`.
  const role = /^([^/:]+)\//.exec(actor)?.[1];
  if (kind === "role") return role === undefined ? null : asInput(kind, kind, role);
  return asInput(kind, "actor", actor);
}

/** The only key of a finding, or its actor, as an input's value; else the resource where there is only one. */
function valueFor(kind: Kind, { actor, resource, resources, key }: Finding): string | null {
  if (kind === "accessKeyId" && key !== null) return asInput(kind, kind, key);
  const byActor = actorAs(kind, actor);
  if (byActor !== null || resource === null || resources !== 1) return byActor;
  return asInput(kind, "resource", resource);
}

/** Whether a step shows events of one outcome alone: a finding's may all have another one. */
const isOfOneOutcome = ({ where }: Step): boolean =>
  where.some((part) => "field" in part && part.field === "outcome");

/** Where all events of a finding were denied, the steps about what was denied come first. */
function orderedFor({ denied: tried, total }: Finding, steps: readonly Step[]): readonly Step[] {
  const isAboutDenied = ({ where }: Step): boolean => where.includes(denied);
  const aboutDenied = tried === total ? steps.filter(isAboutDenied) : [];
  return [...aboutDenied, ...steps].filter((step) => !isOfOneOutcome(step));
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

/**
 * The time range of a finding's events: the hours around them, within the range that was searched. What
 * is new to a range depends on where it begins, so the range of such a finding only ends sooner.
 */
export function rangeOfEvents(finding: Finding, scope: Scope): Pick<Scope, "fromMs" | "toMs"> {
  const around = rangeAround(finding, scope);
  return {
    fromMs: finding.rule.isAboutFirsts ? scope.fromMs : Math.max(around.fromMs, scope.fromMs),
    toMs: Math.min(around.toMs, scope.toMs),
  };
}

/** The playbook about one actor, which every finding has. */
const ABOUT_ACTOR = "actors";

/** The first step of a playbook whose inputs a finding fills. */
function filledStep(playbook: Playbook, finding: Finding) {
  const { entry = [], steps } = playbook;
  const ordered = [...entry.flatMap((id) => steps.filter((step) => step.id === id)), ...steps];
  for (const step of orderedFor(finding, ordered)) {
    const inputs = filledIn(step, finding);
    if (inputs) return { playbook, step, inputs };
  }
  return null;
}

export type NextPlace = { readonly place: Place; readonly step: Step; readonly playbook: Playbook };

/**
 * The next step after a finding: of its rule's playbook, or of the one about its actor where the
 * former needs what the finding does not say. Null where its rule names none.
 */
export function nextPlace(finding: Finding, scope: Scope): NextPlace | null {
  const { next } = finding.rule;
  const named = next === null ? null : findPlaybook(next);
  if (!named) return null;
  // A playbook about whole accounts takes no actor, but its answers can be those of one.
  const isWhole = named.steps.every((each) => neededOf(each).length === 0);
  const aboutActor = findPlaybook(ABOUT_ACTOR);
  const [whole] = orderedFor(finding, named.steps);
  const chosen =
    (isWhole && whole ? { playbook: named, step: whole, inputs: {} } : null) ??
    filledStep(named, finding) ??
    (aboutActor ? filledStep(aboutActor, finding) : null);
  if (!chosen) return null;
  const { playbook, step, inputs } = chosen;
  const byActor = isWhole && literalProblem(finding.actor) === null;
  const place: Place = {
    playbookId: playbook.id,
    stepId: step.id,
    scope: rangeAround(finding, scope),
    inputs,
    filters: byActor ? [{ field: "actor", op: "is", value: finding.actor }] : [],
  };
  return { place, step, playbook };
}
