/** The rows of a profile's statement as a profile. */
import { FEATURES_IN_ORDER } from "./features";
import { MOST_PROFILE_ROWS } from "./profile";
import { FEATURES, type Feature, type Profile, type ProfileRow } from "./profile-types";

/** A row as an engine returns it; counts may be text. */
type Row = readonly (string | number | null)[];

export type ReadProfile = {
  readonly profile: Profile;
  /** Features of which some values are missing, because there are more than a profile holds. */
  readonly incomplete: readonly Feature[];
};

const featureOf = (text: unknown): Feature | undefined => FEATURES.find((each) => each === text);

function readRow([feature, value, total, succeeded, denied, first, last]: Row): ProfileRow | null {
  const known = featureOf(feature);
  if (known === undefined) return null;
  return {
    feature: known,
    value: value === null || value === undefined ? null : String(value),
    total: Number(total),
    succeeded: Number(succeeded),
    denied: Number(denied),
    firstSeen: String(first ?? ""),
    lastSeen: String(last ?? ""),
  };
}

/** Reads the rows, in the statement's order; one row too many shows that values are missing. */
export function readProfile(rows: readonly Row[]): ReadProfile {
  const profile = rows.slice(0, MOST_PROFILE_ROWS).flatMap((row) => readRow(row) ?? []);
  const last = featureOf(rows[MOST_PROFILE_ROWS]?.[0]);
  const incomplete =
    last === undefined ? [] : FEATURES_IN_ORDER.slice(FEATURES_IN_ORDER.indexOf(last));
  return { profile, incomplete };
}
