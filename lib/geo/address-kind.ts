/** What an address is by its form alone, without any data. */
import type { AddressKind } from "@/lib/api/address-facts";
import { type IpAddress, parseAddress } from "./ip-address";
import { prefixTable } from "./prefix-table";

/** The kinds that an address can be, as opposed to text that is none. */
type IpKind = Exclude<AddressKind, "aws-service" | "not-an-address">;

/** IANA's registries of special-purpose addresses (RFC 6890), as far as they are not on the internet. */
const kindOfPrefix = prefixTable<IpKind>([
  ["0.0.0.0/8", "reserved"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "shared"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.0/24", "reserved"],
  ["192.0.2.0/24", "documentation"],
  ["192.168.0.0/16", "private"],
  ["198.18.0.0/15", "reserved"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
  // Only 2000::/3 is used on the internet.
  ["::/0", "reserved"],
  ["2000::/3", "public"],
  ["2001:db8::/32", "documentation"],
  ["3fff::/20", "documentation"],
  ["::1/128", "loopback"],
  ["fc00::/7", "private"],
  ["fe80::/10", "link-local"],
  ["ff00::/8", "multicast"],
]);

/**
 * CloudTrail's `sourceIPAddress` of a call that a service made is its DNS name, or `AWS Internal`
 * (CloudTrail record contents, sourceIPAddress).
 */
const AWS_SERVICE = /^(?:[a-z0-9-]+\.)+amazonaws\.com(?:\.cn)?$/;

export type Sorted =
  | { readonly kind: "aws-service" | "not-an-address"; readonly address: null }
  | { readonly kind: IpKind; readonly address: IpAddress };

/** Sorts the text of a source address by its form. */
export function sortAddress(text: string): Sorted {
  const address = parseAddress(text);
  if (address) return { kind: kindOfPrefix(address) ?? "public", address };
  const isService = text === "AWS Internal" || AWS_SERVICE.test(text);
  return { kind: isService ? "aws-service" : "not-an-address", address: null };
}
