/** The features of a profile as expressions over the fields of an event, and the columns of its rows. */
import { cases, column, constant, contains, firstOf, found, joined, when } from "../expression";
import { sqlOf } from "../expression-sql";
import type { FieldName } from "../fields";
import type { Feature } from "./profile-types";

const address = column("sourceipaddress");
const IPV4 = "([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}";
const GROUP = "[0-9A-Fa-f]{1,4}";
const NOT_ZERO = "([1-9A-Fa-f][0-9A-Fa-f]{0,3})";
const zero = constant("0");
const ofIpv4 = (pattern: string) => joined(found(address, pattern), constant(".0.0/16"));

/** The first three groups; a third behind `::` is one of the six that then follow. */
const ofIpv6 = joined(
  found(address, `^0{0,3}${NOT_ZERO}:(?::|${GROUP}::|(?:${GROUP}:){2})[0-9A-Fa-f:.]*\\z`),
  constant(":"),
  firstOf(found(address, `^${GROUP}:0{0,3}${NOT_ZERO}:`), zero),
  constant(":"),
  firstOf(
    found(address, `^${GROUP}:${GROUP}:0{0,3}${NOT_ZERO}:`),
    found(
      address,
      `^${GROUP}::0{0,3}${NOT_ZERO}(?::${GROUP}){3}:(?:${GROUP}:${GROUP}|[0-9]+[.][0-9.]+)\\z`,
    ),
    zero,
  ),
  constant("::/48"),
);

/**
 * The /16 of an IPv4 address, the /48 of an IPv6 address, the same for every spelling of it; null for
 * AWS service names, for IPv6 addresses that start with a zero group, such as `::1`, and for an IPv4
 * address in hexadecimal digits, which the common SQL has no function to read. The first pattern
 * answers for IPv4 addresses, which most are; other texts without a colon need no further one.
 */
const NETWORK_SQL = `coalesce(${sqlOf(ofIpv4(`^${IPV4}\\z`))}, lower(${sqlOf(
  cases(when(contains(address, ":"), firstOf(ofIpv6, ofIpv4(`^[0:]+[Ff]{4}:${IPV4}\\z`)))),
)}))`;

/** How a feature is made of an event. */
type Made = { readonly field: FieldName } | { readonly sql: string };

/**
 * Each feature, those of fewest values first: a profile that is not whole lacks values of the last
 * ones.
 */
export const MADE: Readonly<Record<Feature, Made>> = {
  region: { field: "awsregion" },
  service: { field: "eventsource" },
  hour: { sql: "substr(eventtime, 1, 13)" },
  system: { field: "agentos" },
  agent: { field: "agentproduct" },
  call: { sql: "eventsource || ':' || eventname" },
  network: { sql: NETWORK_SQL },
  address: { field: "sourceipaddress" },
};

/** The features in the order of a profile's rows. */
export const FEATURES_IN_ORDER: readonly Feature[] = [
  "region",
  "service",
  "system",
  "hour",
  "agent",
  "call",
  "network",
  "address",
];

/** The fields that a profile reads. */
export const PROFILE_FIELDS: readonly FieldName[] = [
  "eventtime",
  "eventsource",
  "eventname",
  "awsregion",
  "sourceipaddress",
  "agentproduct",
  "agentos",
  "outcome",
];

/** The columns of a profile's rows. */
export const PROFILE_COLUMNS = [
  "feature",
  "value",
  "total",
  "succeeded",
  "denied",
  "firstseen",
  "lastseen",
] as const;
