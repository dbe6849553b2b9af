/** Countries: one that the entity never used before, and two too soon after each other. */
import { formatList } from "../filters";
import { parseTime } from "../scope";
import type { About } from "./about";
import { filtersOf } from "./feature-words";
import type { History } from "./history";
import { isAddress } from "./is-address";
import type { Profile, ProfileRow } from "./profile-types";
import type { Signal } from "./signal-types";

/** Two countries within this time are worth a look, minutes. */
export const SOON_MINUTES = 60;
const MINUTE_MS = 60_000;

type Placed = { readonly row: ProfileRow; readonly address: string; readonly country: string };

/** The addresses whose country is known. */
function placedIn(profile: Profile, countryOf: NonNullable<About["countryOf"]>): readonly Placed[] {
  return profile.flatMap((row): readonly Placed[] => {
    const { feature, value } = row;
    if (feature !== "address" || value === null || !isAddress(value)) return [];
    const country = countryOf(value);
    return country === null ? [] : [{ row, address: value, country }];
  });
}

const listed = (countries: ReadonlySet<string>): string =>
  countries.size === 0 ? "no known country" : [...countries].sort().join(", ");

/** Addresses in countries that no address of the baseline is in. */
export function newCountries(
  range: Profile,
  before: Profile,
  { words, history, isWhole }: History,
  countryOf: About["countryOf"],
): readonly Signal[] {
  if (!countryOf || history !== "compared" || !isWhole("address")) return [];
  const known = new Set(placedIn(before, countryOf).map(({ country }) => country));
  return placedIn(range, countryOf)
    .filter(({ country }) => !known.has(country))
    .map(({ address, country }) => ({
      kind: "new-country",
      feature: "address",
      value: address,
      reason: `New country ${country}: the ${words} came from ${listed(known)}.`,
      filters: filtersOf("address", address),
    }));
}

/** An address at a time when it was certainly used: its first or last event. */
type Sighting = Placed & { readonly ms: number };
type Nearest = { readonly other: Placed; readonly gapMs: number };

/** For each address, the nearest earlier sighting of another country, in this order. */
function nearestBefore(sightings: readonly Sighting[]): ReadonlyMap<string, Nearest> {
  const nearest = new Map<string, Nearest>();
  let last: Sighting | null = null;
  /** The last one of another country than the last one's. */
  let beforeLast: Sighting | null = null;
  for (const sighting of sightings) {
    const other: Sighting | null = last?.country === sighting.country ? beforeLast : last;
    const gapMs = other && Math.abs(sighting.ms - other.ms);
    const known = nearest.get(sighting.address);
    if (other && gapMs !== null && (!known || gapMs < known.gapMs))
      nearest.set(sighting.address, { other, gapMs });
    if (last && last.country !== sighting.country) beforeLast = last;
    last = sighting;
  }
  return nearest;
}

function sightingsOf(placed: Placed): readonly Sighting[] {
  const times = [placed.row.firstSeen, placed.row.lastSeen].map(parseTime);
  return times.flatMap((ms) => (ms === null ? [] : [{ ...placed, ms }]));
}

/**
 * Addresses of two countries that were used soon after each other. Only first and last times are
 * known, so two addresses that were used by turns all day may be missed; none is wrong.
 */
export function soonInTwoCountries(
  range: Profile,
  { isLongLived, countryOf }: About,
): readonly Signal[] {
  if (!isLongLived || !countryOf) return [];
  const placed = placedIn(range, countryOf);
  const sightings = placed.flatMap(sightingsOf).sort((a, b) => a.ms - b.ms);
  const [before, after] = [nearestBefore(sightings), nearestBefore(sightings.toReversed())];
  return placed.flatMap(({ address, country }): readonly Signal[] => {
    const [nearest] = [before.get(address), after.get(address)]
      .filter((each) => each !== undefined)
      .sort((a, b) => a.gapMs - b.gapMs);
    if (!nearest || nearest.gapMs > SOON_MINUTES * MINUTE_MS) return [];
    const { other, gapMs } = nearest;
    const minutes = Math.max(1, Math.ceil(gapMs / MINUTE_MS));
    const reason = `Two countries within ${minutes} ${minutes === 1 ? "minute" : "minutes"}: ${country} (${address}) and ${other.country} (${other.address}).`;
    const both = [address, other.address].sort();
    const filters = [{ field: "sourceipaddress", op: "any", value: formatList(both) } as const];
    return [{ kind: "two-countries", feature: "address", value: address, reason, filters }];
  });
}
