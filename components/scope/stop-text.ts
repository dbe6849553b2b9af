/** The name of a stop of the path. */
import type { Place } from "@/lib/investigation/investigation";
import { formatCounted, withinSentence } from "@/lib/text/format";
import { valueText } from "@/lib/text/visible-text";
import { findStep } from "@/queries/index";
import type { Input } from "@/queries/playbook";
import { shorten } from "./shorten";

export type StopText = {
  readonly short: string;
  /** Everything, for the tooltip. */
  readonly full: string;
};

/** A value in a stop's name, with its invisible characters shown. */
export function named(value: string): string {
  return valueText(shorten(value));
}

const filled = (inputs: readonly Input[], place: Place): readonly Input[] =>
  inputs.filter(({ name }) => (place.inputs[name] ?? "") !== "");

/** “this key” where the answer is about one entity only, “anyone” where it could have been. */
function whose(optional: readonly Input[], place: Place): string {
  const [first] = optional;
  if (!first || optional.length > 1) return "";
  return filled(optional, place).length > 0
    ? `this ${first.kind === "accessKeyId" ? "key" : withinSentence(first.label)}`
    : "anyone";
}

function searchText(inputs: readonly Input[], place: Place, question: string): string {
  const [first, ...more] = filled(inputs, place);
  if (!first) return question;
  const value = place.inputs[first.name] ?? "";
  const others = more.length === 0 ? "" : `, ${formatCounted(more.length, "more field")}`;
  return `${first.label} ${named(value)}${others}`;
}

function mainText(place: Place, previous: Place | undefined): string {
  const step = findStep(`${place.playbookId}/${place.stepId}`)?.step;
  if (!step) return place.stepId;
  const needed = step.inputs.filter(({ required }) => required);
  const optional = step.inputs.filter(({ required }) => !required);
  const [main] = needed;
  if (!main) return searchText(optional, place, step.question);
  const value = place.inputs[main.name] ?? "";
  if (value === "") return step.question;
  const aside = whose(optional, place);
  if (aside !== "") return `${named(value)} · ${aside}`;
  // The entity is named once; the next stops about it show only the question.
  const isNamed = previous !== undefined && Object.values(previous.inputs).includes(value);
  return isNamed ? step.question : `${named(value)} · ${step.question}`;
}

/** The text of a stop; `previous` is the stop before it. */
export function stopText(place: Place, previous: Place | undefined): StopText {
  const step = findStep(`${place.playbookId}/${place.stepId}`)?.step;
  const { length } = place.filters;
  const filters = length === 0 ? "" : `, ${formatCounted(length, "filter")}`;
  const values = filled(step?.inputs ?? [], place).map(
    ({ name, label }) => `${label}: ${valueText(place.inputs[name] ?? "")}`,
  );
  return {
    short: mainText(place, previous) + filters,
    full: [step?.question ?? place.stepId, ...values].join("\n"),
  };
}
