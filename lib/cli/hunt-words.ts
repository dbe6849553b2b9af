/** The options of `trailbook hunt`. */
import { fail, type Result, succeed } from "@/lib/result";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { SEVERITIES, type Severity } from "@/queries/watchlist/rule";
import { readChoice, readWords, type Words } from "./arguments";
import { COMMANDS, HUNT_FORMATS, type HuntFormat } from "./commands";

export type HuntWords = {
  readonly sinceMs: number;
  readonly lateMs: number;
  /** How far back a Sigma rule that is new looks; null is not at all. */
  readonly newRulesMs: number | null;
  readonly leastSeverity: Severity;
  readonly format: HuntFormat;
  readonly table: string | undefined;
  readonly isDryRun: boolean;
  readonly isConfirmed: boolean;
};

const UNIT_MS = { m: 60_000, h: HOUR_MS, d: DAY_MS } as const;
const isUnit = (unit: string): unit is keyof typeof UNIT_MS => Object.hasOwn(UNIT_MS, unit);

type Limits = { readonly name: string; readonly most: string };

/** At least an hour: a burst may begin before the last hunt and end after it. */
const LEAST = "1h";
const SINCE: Limits = { name: "since", most: "366d" };
const LATE: Limits = { name: "late", most: "30d" };
const NEW_RULES: Limits = { name: "new-rules", most: "366d" };

/** `90m`, `24h` or `7d` as milliseconds; null for anything else. */
function durationMs(text: string): number | null {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  return unit !== undefined && isUnit(unit) ? Number(count) * UNIT_MS[unit] : null;
}

function readDuration<T>(words: Words, { name, most }: Limits, usual: T): Result<number | T> {
  const text = words.text(name);
  if (text === undefined) return succeed(usual);
  const ms = durationMs(text);
  const [least, longest] = [durationMs(LEAST) ?? 0, durationMs(most) ?? 0];
  if (ms !== null && ms >= least && ms <= longest) return succeed(ms);
  return fail(
    "bad-input",
    `“--${name} ${text}” is not a duration from ${LEAST} to ${most}, such as 90m, 24h or 7d.`,
  );
}

/** Reads the options; a mistake is a sentence. */
export function readHuntWords(given: readonly string[]): Result<HuntWords> {
  const words = readWords(given, COMMANDS.hunt.options);
  if (!words.ok) return words;
  const [extra] = words.value.positionals;
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const since = readDuration(words.value, SINCE, DAY_MS);
  if (!since.ok) return since;
  const late = readDuration(words.value, LATE, DAY_MS);
  if (!late.ok) return late;
  const newRules = readDuration(words.value, NEW_RULES, null);
  if (!newRules.ok) return newRules;
  const severity = readChoice(words.value, "min-severity", SEVERITIES);
  if (!severity.ok) return severity;
  const format = readChoice(words.value, "format", HUNT_FORMATS);
  if (!format.ok) return format;
  return succeed({
    sinceMs: since.value,
    lateMs: late.value,
    newRulesMs: newRules.value,
    leastSeverity: severity.value ?? "medium",
    format: format.value ?? "text",
    table: words.value.text("table"),
    isDryRun: words.value.flag("dry-run"),
    isConfirmed: words.value.flag("yes"),
  });
}
