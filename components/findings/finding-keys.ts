/** The keys that lead through findings, as those of a table lead through its rows. */
import type { KeyboardEvent } from "react";
import type { Finding, RuleFacts } from "./read-findings";

/** On a rule's heading and on a finding: its first button takes the focus. */
const STOP = "[data-stop]";

const STEPS: Readonly<Partial<Record<string, 1 | -1>>> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
};

/** Fields and open panels have separate keys. */
const hasOwnKeys = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("[popover], input, textarea, select") !== null;

/** Moves the focus to the next or previous rule or finding. */
export function onFindingKey(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  if (hasOwnKeys(event.target)) return;
  event.preventDefault();
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOP)];
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  // From a button between them, such as “Collapse all”, the first stop is next.
  const next = stops[at < 0 ? 0 : Math.max(0, at + step)];
  next?.querySelector("button")?.focus();
}

/** Marks a rule's heading or a finding as a stop. */
export function stopOf(rule: Pick<RuleFacts, "id">, actor = "") {
  return { "data-stop": `${rule.id} ${actor}` };
}

/** Puts the focus on a finding's last button, or on its rule if that is folded. */
export function focusFinding(root: HTMLElement, { rule, actor }: Pick<Finding, "rule" | "actor">) {
  const stops = [...root.querySelectorAll<HTMLElement>(STOP)];
  const named = (name: string) => stops.find(({ dataset }) => dataset.stop === name);
  const row = named(stopOf(rule, actor)["data-stop"]);
  const stop = row ?? named(stopOf(rule)["data-stop"]);
  [...(stop?.querySelectorAll("button") ?? [])].at(row ? -1 : 0)?.focus();
}
