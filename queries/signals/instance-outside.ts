/** An instance's role used from an address that the instance did not use before. */
import type { About } from "./about";
import { counted, filtersOf } from "./feature-words";
import type { History } from "./history";
import { isAddress } from "./is-address";
import type { Profile } from "./profile-types";
import type { Signal } from "./signal-types";

/** The addresses of the range that are not the instance's; none without a history. */
export function usedOutside(
  range: Profile,
  before: Profile,
  { history, words, countBefore, isWhole }: History,
  { isInstance }: About,
): readonly Signal[] {
  if (!isInstance || history !== "compared" || !isWhole("address")) return [];
  const own = before.filter(
    ({ feature, value }) => feature === "address" && value !== null && isAddress(value),
  ).length;
  // A call that a service makes for the role has the service's name as its address.
  return range.flatMap(({ feature, value, total }): readonly Signal[] =>
    feature === "address" && value !== null && isAddress(value) && countBefore(feature, value) === 0
      ? [
          {
            kind: "instance-outside",
            feature,
            value,
            reason: `Used from outside the instance: ${counted(total)} ${total === 1 ? "event" : "events"} from this address, and none of the ${words}. Those came from ${counted(own)} ${own === 1 ? "address" : "addresses"}.`,
            filters: filtersOf(feature, value),
          },
        ]
      : [],
  );
}
