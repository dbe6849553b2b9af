/** That the entity used an attack tool, or a system made for attacks, in a sentence. */
import { isAttackTool } from "../watchlist/attack-tools";
import { filtersOf } from "./feature-words";
import { isNew } from "./new-in-report";
import { counted, listed, type Sentence } from "./phrases";
import type { SignalReport, ValueFacts } from "./signal-types";
import type { Subject } from "./subject";

const NAMED_BY = ["system", "agent"] as const;

/** New values have their own sentence. */
const isNamed =
  (report: SignalReport) =>
  (each: ValueFacts): boolean =>
    NAMED_BY.some((feature) => feature === each.feature) &&
    each.value !== null &&
    each.inRange > 0 &&
    isAttackTool(each.value) &&
    !isNew(report, each);

/** `Attack tool or system used: Kali Linux (1 event).`; no sentence where there is none. */
export function toolSentence({ listing }: Subject, report: SignalReport): Sentence {
  const found = report.values.filter(isNamed(report)).sort((a, b) => b.inRange - a.inRange);
  if (found.length === 0) return [];
  const items = found.map(({ feature, value, inRange }): Sentence => {
    const link = { stepId: listing, filters: filtersOf(feature, value ?? "") };
    return [
      { text: value ?? "", link, isLogText: true },
      { text: ` (${counted(inRange, "event")})` },
    ];
  });
  return [{ text: "Attack tool or system used: " }, ...listed(items), { text: "." }];
}
