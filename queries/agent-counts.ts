/** Which steps count events by user agent: the page groups these by tool. */
import type { Step } from "./playbook";

/** Whether a step counts events by user agent and nothing else: groups have no further columns. */
export function countsAgents({ answer }: Step): boolean {
  return answer.kind === "counts" && answer.by.join() === "useragent" && !answer.measures;
}
