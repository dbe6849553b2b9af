import { describe, expect, it } from "vitest";
import type { AddressFacts } from "@/lib/api/address-facts";
import { newFolder, put } from "@/lib/lake/lake.fixture";
import { describeAddresses } from "./describe-addresses";
import { NO_FOLDER, openGeoFolder } from "./geo-folder";
import { writeMmdb } from "./mmdb-writer.fixture";

const COUNTRIES = writeMmdb({
  "185.220.0.0/16": { country: { iso_code: "DE", names: { en: "Germany" } } },
  "2a0b:f4c0::/32": { country: { iso_code: "DE", names: { en: "Germany" } } },
  "18.203.0.0/16": { country_code: "IE" },
});
const CITIES = writeMmdb({
  "81.2.69.0/24": {
    city: { names: { en: "London" } },
    country: { iso_code: "GB", names: { en: "United Kingdom" } },
  },
  "185.220.101.0/24": { city: "Berlin", country: "AT" },
});
const NETWORKS = writeMmdb(
  {
    "185.220.101.0/24": {
      autonomous_system_number: 60729,
      autonomous_system_organization: "Stiftung Erneuerbare Freiheit",
    },
    "81.2.69.0/24": { asn: "AS20712", as_name: "Andrews & Arnold Ltd" },
    "18.203.0.0/16": { autonomous_system_number: 16509 },
  },
  { ipVersion: 4, built: "2026-05-02T10:00:00Z" },
);
const AWS = JSON.stringify({
  createDate: "2026-06-03-17-33-08",
  prefixes: [
    { ip_prefix: "18.200.0.0/13", region: "eu-west-1", service: "AMAZON" },
    { ip_prefix: "18.203.0.0/16", region: "eu-west-1", service: "AMAZON" },
    { ip_prefix: "18.203.0.0/16", region: "eu-west-1", service: "EC2" },
    { ip_prefix: "99.77.0.0/16", region: "GLOBAL", service: "AMAZON" },
  ],
  ipv6_prefixes: [{ ipv6_prefix: "2a05:d018::/36", region: "eu-west-1", service: "AMAZON" }],
});

async function described(address: string): Promise<AddressFacts | undefined> {
  const folder = newFolder();
  put(folder, "a-country.mmdb", COUNTRIES);
  put(folder, "b-city.mmdb", CITIES);
  put(folder, "c-asn.mmdb", NETWORKS);
  put(folder, "ip-ranges.json", AWS);
  put(folder, "tor-exits.txt", "# exits\n185.220.101.4\n\n2a0b:f4c0::1\n");
  return describeAddresses(await openGeoFolder(folder), [address])[0];
}

describe("describeAddresses", () => {
  it.each([
    ["185.220.101.4", "Tor exit DE Stiftung Erneuerbare Freiheit"],
    ["185.220.7.1", "DE"],
    ["81.2.69.142", "GB Andrews & Arnold Ltd"],
    ["18.203.1.1", "IE AWS eu-west-1"],
    ["99.77.1.1", "AWS"],
    ["2a0b:f4c0::1", "Tor exit DE"],
    ["2A0B:F4C0:0:0:0:0:0:2", "DE"],
    ["2a05:d018:1::1", "AWS eu-west-1"],
    // One address, in two forms.
    ["::ffff:81.2.69.142", "GB Andrews & Arnold Ltd"],
    ["9.9.9.9", ""],
  ])("labels %s as “%s”", async (address, label) => {
    expect((await described(address))?.label.join(" ")).toBe(label);
  });

  it("takes country and city from one file, and names the files and their dates", async () => {
    // The city file says Austria; the country file comes before it.
    expect(await described("185.220.101.4")).toMatchObject({
      country: { code: "DE", name: "Germany" },
      city: null,
      details: [
        {
          text: "Tor exit",
          file: expect.stringMatching(/^tor-exits\.txt, modified \d{4}-\d{2}-\d{2}$/),
        },
        { text: "Germany", file: "a-country.mmdb, built 2026-06-01" },
        { text: "AS60729 Stiftung Erneuerbare Freiheit", file: "c-asn.mmdb, built 2026-05-02" },
      ],
    });
    expect((await described("81.2.69.142"))?.details[0]).toEqual({
      text: "London, United Kingdom",
      file: "b-city.mmdb, built 2026-06-01",
    });
    expect((await described("18.203.1.1"))?.details).toEqual([
      { text: "Ireland", file: "a-country.mmdb, built 2026-06-01" },
      { text: "AS16509", file: "c-asn.mmdb, built 2026-05-02" },
      { text: "AWS eu-west-1 (EC2)", file: "ip-ranges.json, built 2026-06-03" },
    ]);
  });

  it.each([
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.32.0.1", ""],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "carrier NAT"],
    ["127.0.0.1", "loopback"],
    ["169.254.169.254", "link-local"],
    ["203.0.113.7", ""],
    ["255.255.255.255", "reserved"],
    ["fd00:ec2::254", "private"],
    ["fe80::1%eth0", "link-local"],
    ["::1", "loopback"],
    ["::ffff:10.0.0.1", "private"],
    ["ec2.amazonaws.com", "AWS service"],
    ["AWS Internal", "AWS service"],
    ["evil.amazonaws.com.example", ""],
    ["999.1.1.1", ""],
    ["", ""],
  ])("labels %s as “%s” without any file", (address, label) => {
    expect(describeAddresses(NO_FOLDER, [address])[0]?.label.join(" ")).toBe(label);
  });
});
