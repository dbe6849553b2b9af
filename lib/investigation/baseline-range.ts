/** The baseline: the days before the time range that it is compared with, and its part of the URL. */
import { DAY_MS, type Scope } from "@/queries/scope";

/** Days of the baseline where the URL names none. */
export const DEFAULT_BASELINE_DAYS = 30;
const MOST_DAYS = 90;

type Window = Pick<Scope, "fromMs" | "toMs">;
type Chosen = { readonly baselineDays?: number };

/**
 * The days before a time range, as many as were chosen and as one query may read. Null where the
 * comparison is off.
 */
export function baselineRange(
  { fromMs }: Window,
  { baselineDays = DEFAULT_BASELINE_DAYS }: Chosen,
  maxWindowDays: number,
): Window | null {
  const days = Math.min(baselineDays, Math.floor(maxWindowDays));
  return days < 1 ? null : { fromMs: Math.max(0, fromMs - days * DAY_MS), toMs: fromMs };
}

/** Reads `baseline=30d` or `baseline=off`; without it, the page chooses. */
export function readBaseline(params: URLSearchParams, problems: string[]): Chosen {
  const text = params.get("baseline");
  if (text === null) return {};
  const days = text === "off" ? 0 : Number(/^([1-9]\d?)d$/.exec(text)?.[1] ?? Number.NaN);
  if (days <= MOST_DAYS) return { baselineDays: days };
  problems.push(`The link's baseline “${text}” is neither off nor 1d to ${MOST_DAYS}d.`);
  return {};
}

/** Writes it as it is read. */
export function writeBaseline({ baselineDays }: Chosen, params: URLSearchParams): void {
  if (baselineDays === undefined) return;
  params.append("baseline", baselineDays === 0 ? "off" : `${baselineDays}d`);
}

/** The chosen baseline, to be merged into another investigation. */
export function baselineOf({
  baselineDays,
}: {
  readonly baselineDays?: number | undefined;
}): Chosen {
  return baselineDays === undefined ? {} : { baselineDays };
}
