/** The time ranges of the judge: a night, midnight, New Year, the end of February, months. */
import { demoAccounts } from "@/lib/demo/world";
import { BORDER_ACCOUNT } from "./data/logs";
import { ODD_ACCOUNT, ODD_DAY } from "./data/odd-events";
import type { OnePlace } from "./data/tables";
import type { JudgedWindow } from "./sources";

const PROD: OnePlace = { account: demoAccounts.prod, region: "us-east-1" };
const BORDER: OnePlace = { account: BORDER_ACCOUNT, region: "us-east-1" };

/** The places of layouts that hold one account and region. */
export const PLACES: readonly OnePlace[] = [PROD, BORDER];

function range(
  name: string,
  place: OnePlace,
  [from, to]: readonly [string, string],
  more: { accounts?: readonly string[]; regions?: readonly string[]; paths?: true } = {},
): JudgedWindow {
  const { accounts = [], regions = [], paths = false } = more;
  const scope = { accounts, regions, fromMs: Date.parse(from), toMs: Date.parse(to) };
  return { name, scope, place, paths };
}

/** The night of the leaked key, read by the hour. */
export const KEY_NIGHT = range(
  "key-night",
  PROD,
  ["2026-03-19T02:00:00Z", "2026-03-19T03:30:00Z"],
  { paths: true },
);

/** The last hour of a day: its deliveries reach into the next one. */
export const MIDNIGHT = range("midnight", PROD, ["2026-03-18T23:00:00Z", "2026-03-19T00:00:00Z"], {
  regions: ["us-east-1", "eu-west-1"],
  paths: true,
});

export const NEW_YEAR = range(
  "new-year",
  BORDER,
  ["2025-12-30T12:00:00Z", "2026-01-02T03:00:00Z"],
  {
    accounts: [BORDER_ACCOUNT],
  },
);

export const FEBRUARY_END = range(
  "february-end",
  BORDER,
  ["2026-02-27T12:00:00Z", "2026-03-01T23:30:00Z"],
  { accounts: [demoAccounts.dev, BORDER_ACCOUNT], regions: ["eu-central-1", "us-east-1"] },
);

export const FOUR_MONTHS = range(
  "four-months",
  BORDER,
  ["2025-12-01T00:00:00Z", "2026-03-31T00:00:00Z"],
  { accounts: [BORDER_ACCOUNT], regions: ["us-east-1"] },
);

/** The day of the demo account's hostile texts. */
export const HOSTILE_DAY = range(
  "hostile",
  PROD,
  ["2026-03-15T00:00:00Z", "2026-03-16T00:00:00Z"],
  {
    accounts: [demoAccounts.prod],
    regions: ["us-east-1"],
  },
);

/** The day of the odd values. */
export const ODD_VALUES = range(
  "odd-values",
  { account: ODD_ACCOUNT, region: "us-east-1" },
  [`${ODD_DAY}T00:00:00Z`, `${ODD_DAY}T12:00:00Z`],
  { accounts: [ODD_ACCOUNT], regions: ["us-east-1"] },
);
