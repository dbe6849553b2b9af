/** What the address data says of source addresses, as facts and in words. */
import type { AddressFacts, AddressKind, GeoFileInfo } from "@/lib/api/address-facts";
import { sortAddress } from "./address-kind";
import type { GeoFolder } from "./geo-folder";
import type { GeoFacts } from "./geo-record";
import type { IpAddress } from "./ip-address";

const KIND_LABELS: Readonly<Record<AddressKind, string>> = {
  public: "",
  private: "private",
  shared: "carrier NAT",
  loopback: "loopback",
  "link-local": "link-local",
  multicast: "multicast",
  // The demo account and many examples use them: a label in each row would say nothing.
  documentation: "",
  reserved: "reserved",
  "aws-service": "AWS service",
  "not-an-address": "",
};

const KIND_DETAILS: Readonly<Record<AddressKind, string>> = {
  public: "",
  private: "A private address, which is not on the internet",
  shared: "A shared address behind a carrier's NAT",
  loopback: "The loopback address of a machine",
  "link-local": "A link-local address, which is not on the internet",
  multicast: "A multicast address",
  documentation: "An address that is reserved for documentation",
  reserved: "A reserved address, which is not on the internet",
  "aws-service": "An AWS service made the call",
  "not-an-address": "",
};

/** AWS writes this where a range is in no region. */
const NO_REGION = "GLOBAL";

type Known = { readonly facts: GeoFacts; readonly info: GeoFileInfo };

const fileText = ({ name, date }: GeoFileInfo): string => `${name}, ${date}`;

const networkText = ({ asn, name }: NonNullable<GeoFacts["network"]>): string =>
  name === null ? `AS${asn}` : `AS${asn} ${name}`;

/** The facts of an address on the internet, each from the first file that knows it. */
function publicFacts(address: IpAddress, { mmdbFiles, aws, tor }: GeoFolder): AddressFacts {
  const known: readonly Known[] = mmdbFiles.flatMap(({ info, lookUp }) => {
    const facts = lookUp(address);
    return facts ? [{ facts, info }] : [];
  });
  // A city counts only beside the country of the same file.
  const place = known.find(({ facts }) => facts.country !== null);
  const announced = known.find(({ facts }) => facts.network !== null);
  const { country = null, city = null } = place?.facts ?? {};
  const network = announced?.facts.network ?? null;
  const awsPlace = aws?.find(address) ?? null;
  const isTorExit = tor?.find(address) === true;
  const awsText = awsPlace && (awsPlace.region === NO_REGION ? "AWS" : `AWS ${awsPlace.region}`);
  const networkLabel = network && (network.name ?? `AS${network.asn}`);
  const services =
    awsPlace && awsPlace.services.length > 0 ? ` (${awsPlace.services.join(", ")})` : "";
  const label = [isTorExit ? "Tor exit" : null, country?.code, awsText ?? networkLabel];
  return {
    kind: "public",
    country,
    city,
    network,
    aws: awsPlace,
    isTorExit,
    label: label.flatMap((part) => part ?? []),
    details: [
      ...(tor && isTorExit ? [{ text: "Tor exit", file: fileText(tor.info) }] : []),
      ...(country && place
        ? [
            {
              text: city === null ? country.name : `${city}, ${country.name}`,
              file: fileText(place.info),
            },
          ]
        : []),
      ...(network && announced
        ? [{ text: networkText(network), file: fileText(announced.info) }]
        : []),
      ...(aws && awsText ? [{ text: `${awsText}${services}`, file: fileText(aws.info) }] : []),
    ],
  };
}

/** The facts of source addresses, in their order. Any text may be among them; it never throws. */
export function describeAddresses(
  folder: GeoFolder,
  addresses: readonly string[],
): readonly AddressFacts[] {
  return addresses.map((text) => {
    const { kind, address } = sortAddress(text);
    if (kind === "public") return publicFacts(address, folder);
    const [label, detail] = [KIND_LABELS[kind], KIND_DETAILS[kind]];
    return {
      kind,
      country: null,
      city: null,
      network: null,
      aws: null,
      isTorExit: false,
      label: label === "" ? [] : [label],
      details: detail === "" ? [] : [{ text: detail, file: null }],
    };
  });
}
