/**
 * The time range of a question that names none. One that misses the incident looks like an all-clear,
 * so it is all logs if a question over all of them needs no confirmation.
 */
import { isAboutEntity } from "@/queries/activity";
import type { InputValues, Playbook, Step } from "@/queries/playbook";
import { DAY_MS, HOUR_MS, parseTime, type Scope } from "@/queries/scope";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** What is known about a source's logs without a query. */
export type KnownLogs = {
  /** The first and last day with logs, `yyyy-MM-dd`; null if unknown, and logs are still delivered. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** What a question over all of them scans; null if unknown. */
  readonly bytes: number | null;
  readonly events: number | null;
};

export type RangeLimits = {
  /** The longest time range allowed, days. */
  readonly maxWindowDays: number;
  /** A run that scans more needs confirmation. */
  readonly askAboveBytes: number;
};

/** Scopes of questions that name no time range: about an entity, and about a whole account. */
export type DefaultScopes = { readonly entity: Scope; readonly account: Scope };

/** The same scope for every question. */
export function oneScope(scope: Scope): DefaultScopes {
  return { entity: scope, account: scope };
}

/** Days of an archive's logs, if all of them are too many. */
const WEEK_DAYS = 7;
/** Days of logs that are still delivered, such as a trail's: each costs money. */
const LIVE_DAYS = 1;
/** More events are too many to list by default, even if they are few bytes. */
const MOST_EVENTS_OF_ACCOUNT = 1_000_000;

const midnightOf = (day: string | null): number | null => parseTime(day ?? "");

/** All logs of a source, whole days; null if their days are unknown. */
export function allLogs({ firstDay, lastDay }: Pick<KnownLogs, "firstDay" | "lastDay">) {
  const [first, last] = [midnightOf(firstDay), midnightOf(lastDay)];
  return first === null || last === null ? null : { fromMs: first, toMs: last + DAY_MS };
}

/** The end of the logs: of their last day, or of the current hour if logs are still delivered. */
export function endOfLogs(lastDay: string | null, nowMs: number): number {
  const last = midnightOf(lastDay);
  return last === null ? Math.ceil(nowMs / HOUR_MS) * HOUR_MS : last + DAY_MS;
}

/** The default time ranges over a source's logs. `nowMs` is the time, milliseconds since the epoch. */
export function defaultScopes(logs: KnownLogs, limits: RangeLimits, nowMs: number): DefaultScopes {
  const all = allLogs(logs);
  const toMs = endOfLogs(logs.lastDay, nowMs);
  const days = Math.min(all === null ? LIVE_DAYS : WEEK_DAYS, limits.maxWindowDays);
  const latest = { fromMs: toMs - days * DAY_MS, toMs };
  const isUnderLimits =
    all !== null &&
    all.toMs - all.fromMs <= limits.maxWindowDays * DAY_MS &&
    logs.bytes !== null &&
    logs.bytes <= limits.askAboveBytes;
  const isListable = logs.events !== null && logs.events <= MOST_EVENTS_OF_ACCOUNT;
  const scopeOf = (window: Window): Scope => ({ accounts: [], regions: [], ...window });
  return {
    entity: scopeOf(isUnderLimits ? all : latest),
    account: scopeOf(isUnderLimits && isListable ? all : latest),
  };
}

/** The default scope of a step with these inputs. */
export function defaultScope(
  scopes: DefaultScopes,
  playbook: Playbook,
  step: Step,
  inputs: InputValues,
): Scope {
  return isAboutEntity(playbook, step, inputs) ? scopes.entity : scopes.account;
}
