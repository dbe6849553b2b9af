/** New: the entity has a history, and the value is not in it. */

import { counted, filtersOf } from "./feature-words";
import type { History } from "./history";
import { networkOf } from "./network-of";
import type { Feature, Profile } from "./profile-types";
import type { Signal } from "./signal-types";

/** An hour is never new in a way that matters. */
export const COMPARED: readonly Feature[] = [
  "address",
  "network",
  "agent",
  "system",
  "service",
  "call",
  "region",
];

/** What is known of a new address's network. */
function networkWords(address: string, { countBefore, isWhole }: History): string {
  const network = networkOf(address);
  if (network === null || !isWhole("network")) return "";
  const before = countBefore("network", network);
  return before === 0
    ? ` Its network ${network} is new too.`
    : ` Its network ${network} had ${counted(before)} of them.`;
}

/** The values of the range that the baseline lacks; none where there is no history. */
export function newValues(range: Profile, history: History): readonly Signal[] {
  if (history.history !== "compared") return [];
  return range.flatMap(({ feature, value, total }): readonly Signal[] => {
    if (value === null || !COMPARED.includes(feature) || !history.isWhole(feature)) return [];
    if (history.countBefore(feature, value) > 0) return [];
    const network = feature === "address" ? networkWords(value, history) : "";
    const reason = `New: ${counted(total)} now, none of the ${history.words}.${network}`;
    return [{ kind: "new", feature, value, reason, filters: filtersOf(feature, value) }];
  });
}
