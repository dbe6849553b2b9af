import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { AddressFacts, GeoSummary } from "@/lib/api/address-facts";
import { describeAddresses } from "@/lib/geo/describe-addresses";
import { NO_FOLDER } from "@/lib/geo/geo-folder";
import { AddressData } from "./address-data";
import { AddressDetails } from "./address-details";
import { AddressLabel } from "./address-label";

const GERMAN: AddressFacts = {
  kind: "public",
  country: { code: "DE", name: "Germany" },
  city: null,
  network: null,
  aws: null,
  isTorExit: false,
  label: ["DE"],
  details: [{ text: "Germany", file: "country.mmdb, built 2026-06-01" }],
};

const FILES: GeoSummary = {
  hasFolder: true,
  files: [{ name: "country.mmdb", holds: ["countries"], date: "built 2026-06-01" }],
  problems: [],
};

function shown(value: string, facts: AddressFacts | undefined, geo = FILES): string {
  const client = new QueryClient();
  client.setQueryData(["address-facts"], new Map([[value, facts ?? null]]));
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <AddressData value={geo}>
        <AddressDetails value={value} namesMissing />
      </AddressData>
    </QueryClientProvider>,
  );
}

const withoutFiles = (address: string) => describeAddresses(NO_FOLDER, [address])[0];

describe("AddressDetails", () => {
  it("shows the country, the file that says so and its date", () => {
    expect(shown("185.220.101.4", GERMAN)).toMatch(/Germany.*country\.mmdb, built 2026-06-01/);
    expect(shown("185.220.101.4", GERMAN)).not.toContain("unknown");
  });

  it("says what is missing where there are no files, for addresses that they could know", () => {
    const shownWithout = (address: string) =>
      shown(address, withoutFiles(address), NO_FOLDER.summary);
    expect(shownWithout("185.220.101.4")).toContain("this server has no address files");
    expect(shownWithout("10.0.0.1")).toContain("A private address");
    expect(shownWithout("10.0.0.1")).not.toContain("no address files");
  });

  it("is for addresses only", () => {
    expect(shown("aws-cli/2.0", GERMAN)).toBe("");
    expect(shown("2a0b:f4c0::1", GERMAN)).toContain("Germany");
    expect(shown("185.220.101.4", undefined)).toBe("");
  });
});

describe("AddressLabel", () => {
  it("shows invisible characters of a file's names as escapes, and is absent where nothing is known", () => {
    const label = (...parts: readonly string[]) =>
      renderToStaticMarkup(<AddressLabel facts={{ ...GERMAN, label: parts }} />);
    expect(label("DE", "Evil\u202Enet")).toContain("\\u202E");
    expect(label()).toBe("");
  });
});
