/** Bursts: many kinds of calls within minutes that the entity did not use before. */
import { anyOfValues, type Filter } from "../filters";
import { callParts, counted } from "./feature-words";
import type { History } from "./history";
import type { Window } from "./phrases";
import type { Profile, ProfileRow } from "./profile-types";
import type { Signal } from "./signal-types";

/** The calls of a burst begin within this time, minutes. */
const MINUTES = 10;
const MINUTE_MS = 60_000;
/** The number of kinds of calls in a burst, if none of them was used before. */
const LEAST_NEW = 5;
/** The number where there is no history: each call is then a first one. */
const LEAST_FIRST = 12;

const startOf = ({ firstSeen }: ProfileRow): number => Date.parse(firstSeen) || 0;

/** Where the largest group of rows that begin within the time starts and ends. */
function densest(rows: readonly ProfileRow[]): readonly [from: number, to: number] {
  let best: readonly [number, number] = [0, 0];
  let from = 0;
  for (const [index, row] of rows.entries()) {
    while (startOf(row) - startOf(rows[from] ?? row) > MINUTES * MINUTE_MS) from += 1;
    if (index + 1 - from > best[1] - best[0]) best = [from, index + 1];
  }
  return best;
}

/** The groups of at least that number of rows, in order of time. Rows are in order of their start. */
function groupsOf(rows: readonly ProfileRow[], least: number): readonly (readonly ProfileRow[])[] {
  const [from, to] = densest(rows);
  if (to - from < least) return [];
  return [
    ...groupsOf(rows.slice(0, from), least),
    rows.slice(from, to),
    ...groupsOf(rows.slice(to), least),
  ];
}

const minuteOf = (time: string): string => time.slice(11, 16);

/** The whole minutes in which the calls of a group began. */
function minutesOf(group: readonly ProfileRow[]): Window {
  const minutes = group.map((row) => Math.floor(startOf(row) / MINUTE_MS));
  return {
    fromMs: Math.min(...minutes) * MINUTE_MS,
    toMs: (Math.max(...minutes) + 1) * MINUTE_MS,
  };
}

type Kind = Extract<Signal["kind"], "burst" | "denied-burst">;

function signalOf(kind: Kind, group: readonly ProfileRow[], history: History): Signal {
  const [first, last] = [group[0]?.firstSeen ?? "", group.at(-1)?.firstSeen ?? ""];
  const names = group.map(({ value }) => callParts(value ?? "")[1]);
  const anyOf = anyOfValues("eventname", names);
  const what = kind === "burst" ? "Burst" : "Denied burst";
  const calls = `${counted(group.length)} different calls`;
  const refused = kind === "burst" ? "" : ", all denied,";
  const before =
    history.history === "compared"
      ? `None is among the ${history.words}.`
      : "There are no events in the days before.";
  const isDenied: readonly Filter[] =
    kind === "burst" ? [] : [{ field: "outcome", op: "is", value: "denied" }];
  return {
    kind,
    feature: "hour",
    value: first.slice(0, 13),
    reason: `${what}: ${calls}${refused} within ${MINUTES} minutes (${first.slice(0, 10)}, ${minuteOf(first)} to ${minuteOf(last)} UTC). ${before}`,
    // More calls than a link can name are those of these minutes.
    filters: [...(anyOf === null ? [] : [anyOf]), ...isDenied],
    window: minutesOf(group),
  };
}

/**
 * Bursts of calls, and of calls of which none succeeded. Without a comparison there are none: the
 * first time of a call in the range says nothing then.
 */
export function bursts(range: Profile, history: History): readonly Signal[] {
  if (history.history === "off" || !history.isWhole("call")) return [];
  const least = history.history === "compared" ? LEAST_NEW : LEAST_FIRST;
  const calls = range
    .filter(({ feature, value }) => feature === "call" && value !== null)
    .filter(({ value }) => history.countBefore("call", value ?? "") === 0)
    .sort((a, b) => startOf(a) - startOf(b));
  const refused = calls.filter(({ total, denied }) => denied === total);
  return [
    ...groupsOf(calls, least).map((group) => signalOf("burst", group, history)),
    ...groupsOf(refused, LEAST_NEW).map((group) => signalOf("denied-burst", group, history)),
  ];
}
