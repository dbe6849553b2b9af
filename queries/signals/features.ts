/** The features of a profile as expressions over the fields of an event, and the columns of its rows. */
import { column, constant, firstOf, found, joined } from "../expression";
import { sqlOf } from "../expression-sql";
import type { FieldName } from "../fields";
import type { Feature } from "./profile-types";

const address = column("sourceipaddress");
const OCTET = "[0-9]{1,3}";
const GROUP = "[0-9A-Fa-f]{1,4}";

/**
 * The /16 of an IPv4 address, the /48 of an IPv6 address; null for AWS service names. An IPv6
 * network is the text that its addresses start with, so two spellings are two networks, and an
 * address with `::` within its first three groups has none.
 */
const NETWORK_SQL = sqlOf(
  firstOf(
    joined(
      found(address, String.raw`^(${OCTET}[.]${OCTET})[.]${OCTET}[.]${OCTET}\z`),
      constant(".0.0/16"),
    ),
    joined(found(address, `^(${GROUP}:${GROUP}:${GROUP}):`), constant("::/48")),
  ),
);

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
