/** How many events an entity has, until when, and how many were denied, in words. */
import { counted, countText, minuteText, type RowsLink, type Sentence } from "./phrases";
import type { SignalReport } from "./signal-types";
import type { Subject } from "./subject";

/** `312 events, the last on 19 Mar 2026 02:50, 286 denied`, without the end of a sentence. */
export function totalPhrases(
  { listing }: Pick<Subject, "listing">,
  { values }: Pick<SignalReport, "values">,
): Sentence {
  // Every event has one region, and regions are never cut off.
  const regions = values.filter(({ feature, inRange }) => feature === "region" && inRange > 0);
  const total = regions.reduce((sum, { inRange }) => sum + inRange, 0);
  const denied = regions.reduce((sum, value) => sum + value.denied, 0);
  if (total === 0) return [];
  const until = regions.map(({ lastSeen }) => lastSeen).sort();
  const onlyDenied: RowsLink = {
    stepId: listing,
    filters: [{ field: "outcome", op: "is", value: "denied" }],
  };
  const outcome: Sentence =
    denied === 0
      ? [{ text: ", none denied" }]
      : [{ text: ", " }, { text: `${countText(denied)} denied`, link: onlyDenied }];
  return [
    { text: counted(total, "event"), link: { stepId: listing, filters: [] } },
    { text: `, the last on ${minuteText(until.at(-1) ?? "")}` },
    ...outcome,
  ];
}
