/** The numbers of the overview that say what is new, each with the step that lists it. */
import type { Row } from "@/lib/api/run";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatDay } from "@/lib/text/format";
import type { FieldName } from "@/queries/fields";
import { anyOfValues } from "@/queries/filters";
import { DAY_MS } from "@/queries/scope";
import { MOST_FIRSTS } from "@/queries/signals/firsts";
import { isAddress } from "@/queries/signals/is-address";
import { networkOf } from "@/queries/signals/network-of";
import { hrefIn } from "./glance-link";
import type { GlanceNumber } from "./glance-number";

/** What a time range has for the first time. */
export type Firsts = {
  readonly actors: readonly string[];
  /** Addresses of IPv4 and IPv6, without the names of AWS services. */
  readonly addresses: readonly string[];
  readonly networks: readonly string[];
  readonly regions: readonly string[];
  /** The first event of the range and the days before, as CloudTrail writes times; null without events. */
  readonly firstEvent: string | null;
  /** There are more addresses than the answer holds. */
  readonly isPartial: boolean;
};

/** Reads the rows of the answer: a feature, a value, and its first time. */
export function readFirsts(rows: readonly Row[]): Firsts {
  const valuesOf = (feature: string): readonly string[] =>
    rows.flatMap(([name, value]) => (name === feature && value !== null ? [String(value)] : []));
  const [, , firstEvent = null] = rows.find(([name]) => name === "history") ?? [];
  return {
    actors: valuesOf("actor"),
    addresses: valuesOf("address").filter(isAddress),
    // A text that only looks like an address has no network.
    networks: valuesOf("network").filter((network) => isAddress(network.replace(/\/\d+$/, ""))),
    regions: valuesOf("region"),
    firstEvent: firstEvent === null ? null : String(firstEvent),
    isPartial: rows.length > MOST_FIRSTS,
  };
}

/** The link to the events, or actors, that have these values; to all where a link cannot name them. */
function linkTo(start: HomeStart, address: string, field: FieldName, values: readonly string[]) {
  const filter = anyOfValues(field, values);
  const href = hrefIn(start, address, filter ? { filters: [filter] } : {});
  return filter || values.length === 0 ? { href } : { href, hint: LISTS_ALL };
}

const LISTS_ALL = "The link lists all, not only new ones: it cannot name each of them.";

/** The numbers; null while they are not known. */
export function firstNumbers(firsts: Firsts | null, start: HomeStart): readonly GlanceNumber[] {
  const { actors = [], addresses = [], networks = [], regions = [] } = firsts ?? {};
  // Every address of a new network is new too.
  const ofNetworks = addresses.filter((each) => networks.includes(networkOf(each) ?? ""));
  const search = "general-purpose/search";
  const numberOf = (
    label: string,
    values: readonly string[],
    link: ReturnType<typeof linkTo>,
    unit = "",
  ): GlanceNumber => ({ label, value: firsts && values.length, unit, ...link });
  return [
    numberOf("New actors", actors, linkTo(start, "actors/all-actors", "actor", actors)),
    numberOf("New networks", networks, linkTo(start, search, "sourceipaddress", ofNetworks)),
    numberOf(
      "New addresses",
      addresses,
      linkTo(start, search, "sourceipaddress", addresses),
      firsts?.isPartial ? "or more" : "",
    ),
    numberOf("New regions", regions, linkTo(start, search, "awsregion", regions)),
  ];
}

/** The most days at the end of a range that are compared with the rest of it. */
const RECENT_DAYS = 7;

/**
 * The last days of a time range that begins with the logs, at most half of it: the days before them
 * are their history. Null where the range is shorter than two days.
 */
export function recentStart(start: HomeStart): HomeStart | null {
  const { fromMs, toMs } = start.accountScope;
  const days = Math.min(RECENT_DAYS, Math.floor((toMs - fromMs) / DAY_MS / 2));
  if (days < 1) return null;
  const recentMs = Math.ceil(toMs / DAY_MS - days) * DAY_MS;
  return { ...start, accountScope: { ...start.accountScope, fromMs: recentMs } };
}

/** What the numbers are compared with; `days` is how many were read before the range. */
export function historyWords(
  { firstEvent }: Pick<Firsts, "firstEvent">,
  fromMs: number,
  days: number,
): { readonly words: string; readonly isCompared: boolean } {
  const firstMs = firstEvent === null ? Number.NaN : Date.parse(firstEvent);
  if (!(firstMs < fromMs)) return { words: "No history to compare with", isCompared: false };
  const sinceMs = fromMs - days * DAY_MS;
  // A quiet day at the start is not a gap.
  const isWhole = firstMs - sinceMs < 2 * DAY_MS;
  const words = isWhole ? `the ${days} days before` : `the logs since ${formatDay(firstMs)}`;
  return { words: `Compared with ${words}`, isCompared: true };
}
