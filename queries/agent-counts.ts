/** Counts of user agents, which the page groups by tool: which steps have them, and a tool's menu. */
import { exactly } from "./filter-words";
import { behindCounts, type CellMenu, cellMenu } from "./pivots";
import type { InputValues, Step } from "./playbook";

/** Whether a step counts events by user agent and nothing else: groups have no further columns. */
export function countsAgents({ answer }: Step): boolean {
  return answer.kind === "counts" && answer.by.join() === "useragent" && !answer.measures;
}

/** The menu of a tool in such a step; null is the events without a user agent. */
export function agentProductMenu(
  step: Step,
  product: string | null,
  inputs: InputValues,
): CellMenu {
  const menu = cellMenu(step, "agentproduct", product, inputs);
  const behind = behindCounts(step, inputs, [exactly("agentproduct", product)]);
  return { ...menu, pivots: [...behind, ...menu.pivots] };
}
