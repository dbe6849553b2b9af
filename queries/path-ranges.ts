/**
 * Hour-exact scans. CloudTrail names a log file by the minute of its delivery,
 * `<account>_CloudTrail_<region>_<yyyyMMdd>T<HHmm>Z_…`, so that inside a day's folder the order of
 * the names is the order of the deliveries, and a range of `"$path"` is a range of time. Presto
 * (prestodb/presto#8212), Trino and so Athena do not open files outside the range.
 *
 * Only files whose own name says that they were delivered outside the window and its lag are
 * skipped. A path of any other form, account or region is read.
 */
import type { LogFolder, Source } from "./layouts";
import type { PartitionPlan } from "./partitions";
import { DAY_MS, type Scope } from "./scope";

/** Paths from the first text to before the second, as their UTF-8 compares; null is open. */
export type PathRange = { readonly from: string | null; readonly to: string | null };

/** Files of one account and region without events of the window: paths in `[from, to)`. */
export type SkippedPaths = { readonly account: string; readonly from: string; readonly to: string };

export type PathPlan = {
  /** Files named for a delivery in `[fromMs, untilMs)` are read. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly skipped: readonly SkippedPaths[];
};

const MINUTE_MS = 60_000;
/**
 * How far the minute in a name may be from the delivery, on either side. Names are rounded to
 * five minutes, and no document says in which direction; this is three such steps.
 */
const NAME_MARGIN_MS = 15 * MINUTE_MS;

/** Presto's Hive connector makes one range of more than these (`hive.domain-compaction-threshold`). */
const MAX_RANGES = 100;
/** Over all tables of a query, to bound its length: a range takes some 300 characters. */
const MAX_RANGES_IN_ALL = 300;

/** The character after the digits: sorts after every name that starts with a year. */
const AFTER_DIGITS = ":";

type Place = { readonly folder: LogFolder; readonly account: string; readonly region: string };

/** The first list that is not empty, each name once. */
const firstOf = (...lists: readonly (readonly string[] | undefined)[]): readonly string[] => [
  ...new Set(lists.find((names) => names !== undefined && names.length > 0)),
];

/** The accounts and regions whose folders are known. They need not be all: others are read whole. */
function placesOf(scope: Scope, source: Source): readonly Place[] {
  return (source.logFolders ?? []).flatMap((folder) => {
    const accounts = firstOf(scope.accounts, folder.seen?.accounts, source.accounts);
    const regions = firstOf(scope.regions, folder.seen?.regions, source.regions);
    return (folder.account === undefined ? accounts : [folder.account]).flatMap((account) =>
      (folder.region === undefined ? regions : [folder.region]).map((region) => ({
        folder,
        account,
        region,
      })),
    );
  });
}

/** `20260317T1245`, as in a file's name. */
const minuteOf = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 16).replace(/[-:]/g, "");

/** The common start of the file paths of one account, region and day of delivery (`yyyy-MM-dd`). */
const namesOn = ({ folder, account, region }: Place, day: string): string =>
  `${folder.base}${account}/CloudTrail/${region}/${day.replaceAll("-", "/")}/${account}_CloudTrail_${region}_`;

/** The ranges that are left when the skipped ones are taken out: as few as there can be. */
export function keptRanges(skipped: readonly SkippedPaths[]): readonly PathRange[] {
  const kept: PathRange[] = [];
  let start: string | null = null;
  for (const { from, to } of skipped.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (start === null || from > start) kept.push({ from: start, to: from });
    start = to;
  }
  return [...kept, { from: start, to: null }];
}

/** What of a plan is skipped in the table of one account; null is a table of all. */
export function skippedIn({ skipped }: PathPlan, account: string | null): readonly SkippedPaths[] {
  return account === null ? skipped : skipped.filter((each) => each.account === account);
}

/** Whether a plan leaves a file unread. */
export function isSkipped({ skipped }: PathPlan, path: string): boolean {
  return skipped.some(({ from, to }) => path >= from && path < to);
}

function isTooLong({ layout }: Source, plan: PathPlan): boolean {
  const all = keptRanges(plan.skipped).length;
  const accounts = new Set(plan.skipped.map(({ account }) => account));
  const inOne = [...accounts].map((account) => keptRanges(skippedIn(plan, account)).length);
  return (
    all > MAX_RANGES_IN_ALL || Math.max(...(layout.tablePerAccount ? inOne : [all])) > MAX_RANGES
  );
}

/**
 * The log files of the planned days that need not be read for a scope. Null where nothing can be
 * skipped: the source's files are not known to be named so, the days are needed as a whole, no
 * account and region is known, or the ranges would be too many.
 */
export function planPaths(scope: Scope, source: Source, planned: PartitionPlan): PathPlan | null {
  const [first = ""] = planned.days;
  const last = planned.days.at(-1) ?? "";
  const toMinute = (ms: number) => ms - (ms % MINUTE_MS);
  const fromMs = toMinute(scope.fromMs - NAME_MARGIN_MS);
  const untilMs = toMinute(planned.deliveredUntilMs + NAME_MARGIN_MS) + MINUTE_MS;
  const cutsFirst = fromMs > Date.parse(first);
  const cutsLast = untilMs < Date.parse(last) + DAY_MS;
  const skipped = placesOf(scope, source).flatMap((place): readonly SkippedPaths[] => {
    const { account } = place;
    const [early, late] = [namesOn(place, first), namesOn(place, last)];
    return [
      ...(cutsFirst ? [{ account, from: early, to: `${early}${minuteOf(fromMs)}` }] : []),
      ...(cutsLast
        ? [{ account, from: `${late}${minuteOf(untilMs)}`, to: `${late}${AFTER_DIGITS}` }]
        : []),
    ];
  });
  const plan = { fromMs, untilMs, skipped };
  return skipped.length === 0 || isTooLong(source, plan) ? null : plan;
}
