/**
 * From when each Sigma rule reports events. One that is added later reports nothing of the logs that
 * earlier hunts have looked at, unless a person wants it.
 */
import { formatTime } from "@/queries/scope";
import { type HuntState, watermarkOf } from "./hunt-state";
import type { FindingEvent, FoundEvents } from "./new-alerts";
import type { Range } from "./plan-hunt";

/** By rule, the time of its first event that may be reported, milliseconds since 1970. */
export type RuleStarts = HuntState["ruleStarts"];

/** Those of more rules are forgotten once the folder no longer has them. */
const MOST_STARTS = 10_000;

export type RulePlan = {
  readonly starts: RuleStarts;
  /** Rules that no hunt has seen. */
  readonly added: ReadonlySet<string>;
  /** Their earlier events count as reported. */
  readonly quietUntilMs: number;
  /** Where to look for them besides; null where nothing older is wanted. */
  readonly further: Range | null;
  /** What is unusual, sentences. */
  readonly notices: readonly string[];
};

export type RuleTimes = {
  readonly nowMs: number;
  readonly lateMs: number;
  /** How far to look back for rules that are new; null is not at all. */
  readonly newRulesMs: number | null;
};

/** Plans what a hunt reports of rules. With the first one of a source (`state` is null), all begin. */
export function planRules(
  state: HuntState | null,
  rules: readonly string[],
  { nowMs, lateMs, newRulesMs }: RuleTimes,
): RulePlan {
  const none = { added: new Set<string>(), quietUntilMs: 0, further: null, notices: [] };
  if (state === null) return { ...none, starts: Object.fromEntries(rules.map((id) => [id, 0])) };
  const { ruleStarts, beginningMs, forgottenBeforeMs } = state;
  const added = new Set(rules.filter((id) => !Object.hasOwn(ruleStarts, id)));
  if (added.size === 0) return { ...none, starts: ruleStarts };
  const lastMs = Math.min(watermarkOf(state), nowMs);
  const looksBack = newRulesMs !== null;
  const startMs = looksBack
    ? Math.max(nowMs - newRulesMs, forgottenBeforeMs)
    : Math.max(lastMs - lateMs, Math.min(beginningMs, lastMs));
  const current = new Set(rules);
  const known = Object.entries(ruleStarts);
  const kept =
    known.length + added.size > MOST_STARTS ? known.filter(([id]) => current.has(id)) : known;
  const which =
    added.size === 1
      ? "1 Sigma rule is new: it reports"
      : `${added.size} Sigma rules are new: they report`;
  return {
    starts: Object.fromEntries([...kept, ...[...added].map((id) => [id, startMs] as const)]),
    added,
    quietUntilMs: looksBack ? 0 : lastMs,
    further: looksBack ? { fromMs: startMs, toMs: nowMs } : null,
    notices: looksBack
      ? []
      : [
          `${which} events from ${formatTime(lastMs)} on. The page of Sigma rules and \`trailbook run sigma/hits\` find older ones.`,
        ],
  };
}

/** The hits that may be reported, and those that count as reported. */
export function splitHits(
  hits: readonly FoundEvents[],
  { starts, added, quietUntilMs }: RulePlan,
): { readonly reported: readonly FoundEvents[]; readonly quiet: readonly FoundEvents[] } {
  const some = (isWanted: (event: FindingEvent, timeMs: number) => boolean) =>
    hits.map(({ fromMs, events }) => ({
      fromMs,
      events: events.filter((event) => {
        const timeMs = Date.parse(event.eventTime);
        return timeMs >= (starts[event.rule] ?? 0) && isWanted(event, timeMs);
      }),
    }));
  const isQuiet = ({ rule }: FindingEvent, timeMs: number) =>
    added.has(rule) && timeMs < quietUntilMs;
  return {
    reported: some((...of) => !isQuiet(...of)),
    quiet: some(isQuiet),
  };
}
