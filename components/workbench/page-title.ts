/** What a tab is called, and what a preview of a link says: the entity, the question and the days. */
import { named } from "@/components/scope/stop-text";
import type { Place } from "@/lib/investigation/investigation";
import { formatDays } from "@/lib/text/time-range";
import { findStep } from "@/queries/index";
import type { Kind } from "@/queries/kinds";
import type { Input } from "@/queries/playbook";

/**
 * Kinds of values that AWS makes up. Others are text that people, and attackers, have written into a
 * log: a chat server that asks for a preview need not see it.
 */
const MADE_BY_AWS: ReadonlySet<Kind> = new Set([
  "accessKeyId",
  "instanceId",
  "sourceIp",
  "principalId",
  "account",
  "region",
  "eventId",
]);

/** The input that an answer is about: the first that it needs, or else the first that is filled in. */
function subjectOf(inputs: readonly Input[], place: Place): Input | undefined {
  const filled = inputs.filter(({ name }) => (place.inputs[name] ?? "") !== "");
  return filled.find(({ required }) => required) ?? filled[0];
}

function titleOf(place: Place, isShown: (input: Input) => boolean, hasDays: boolean): string {
  const step = findStep(`${place.playbookId}/${place.stepId}`)?.step;
  const subject = subjectOf(step?.inputs ?? [], place);
  const entity =
    subject === undefined
      ? []
      : [isShown(subject) ? named(place.inputs[subject.name] ?? "") : subject.label];
  const days = hasDays ? [formatDays(place.scope)] : [];
  return [...entity, step?.question ?? place.stepId, ...days].join(" · ");
}

/** The title of the tab: `AKIA…7QXWZ · Whose key is it? · 19 Mar 2026`. */
export function tabTitle(place: Place): string {
  return titleOf(place, () => true, true);
}

/** The title of a link's preview, without text from a log; `hasDays` where the link says when. */
export function previewTitle(place: Place, hasDays: boolean): string {
  return titleOf(place, ({ kind }) => MADE_BY_AWS.has(kind), hasDays);
}
