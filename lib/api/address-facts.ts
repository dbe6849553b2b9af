/** What is known of a source address, and of the files that it is known from. Shared by server and page. */

/** `public` is an address on the internet; the others are known by their form. */
export type AddressKind =
  | "public"
  | "private"
  | "shared"
  | "loopback"
  | "link-local"
  | "multicast"
  | "documentation"
  | "reserved"
  /** An AWS service: `ec2.amazonaws.com`, `AWS Internal`. */
  | "aws-service"
  /** Other text, for CloudTrail stores what it is given. */
  | "not-an-address";

export type AddressFacts = {
  readonly kind: AddressKind;
  /** ISO 3166-1 code of two letters, and its English name; null if unknown. */
  readonly country: { readonly code: string; readonly name: string } | null;
  readonly city: string | null;
  /** The autonomous system that announces the address. */
  readonly network: { readonly asn: number; readonly name: string | null } | null;
  /** Set for addresses of AWS: the region (`GLOBAL` for none) and services, such as EC2. */
  readonly aws: { readonly region: string; readonly services: readonly string[] } | null;
  readonly isTorExit: boolean;
  /** For a cell, the most important first: `DE`, `Hetzner Online GmbH`; empty if nothing is known. */
  readonly label: readonly string[];
  /** In words; empty if nothing is known. `file` is what says so and its date. */
  readonly details: readonly { readonly text: string; readonly file: string | null }[];
};

/** The most addresses of one request, and the most characters of each. */
export const MOST_ADDRESSES = 1_000;
export const LONGEST_ADDRESS = 128;

export type GeoFileInfo = {
  readonly name: string;
  /** `countries`, `networks`, `AWS addresses`. */
  readonly holds: readonly string[];
  /** `built 2026-06-01`, or `modified …` for a file that has no date in it. */
  readonly date: string;
};

/** The address data of this server. */
export type GeoSummary = {
  /** Whether a folder is set; without one, addresses have no country or network. */
  readonly hasFolder: boolean;
  /** The files in use. */
  readonly files: readonly GeoFileInfo[];
  /** What cannot be used and why, sentences. */
  readonly problems: readonly string[];
};
