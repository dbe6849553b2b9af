/** The menu of a tool among counts of user agents that the page groups by tool. */
import { exactly } from "./filter-words";
import { behindCounts, type CellMenu, cellMenu } from "./pivots";
import type { InputValues, Step } from "./playbook";

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
