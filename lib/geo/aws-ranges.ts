/** The addresses of AWS, from its `ip-ranges.json` (https://ip-ranges.amazonaws.com/ip-ranges.json). */
import * as z from "zod";
import type { AddressFacts } from "@/lib/api/address-facts";
import { fail, type Result, succeed } from "@/lib/result";
import { type PrefixTable, prefixTable } from "./prefix-table";

type AwsPlace = NonNullable<AddressFacts["aws"]>;

export type AwsRanges = { readonly date: string; readonly placeOf: PrefixTable<AwsPlace> };

const Named = z.string().min(1).max(100);

const File = z.object({
  /** `2026-06-01-17-33-08`, UTC. */
  createDate: z.string().regex(/^\d{4}-\d{2}-\d{2}-/),
  prefixes: z.array(z.object({ ip_prefix: Named, region: Named, service: Named })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: Named, region: Named, service: Named })),
});

/** Every prefix is listed once as AMAZON's, and again for each service that uses it. */
const ALL_SERVICES = "AMAZON";

const placeOf = ({ region, service }: { region: string; service: string }): AwsPlace => ({
  region,
  services: service === ALL_SERVICES ? [] : [service],
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads the text of `ip-ranges.json`; fails with the end of a sentence. */
export function readAwsRanges(text: string): Result<AwsRanges> {
  const parsed = File.safeParse(readJson(text));
  if (!parsed.success)
    return fail("config", "is not the whole list of address ranges that AWS publishes");
  const { createDate, prefixes, ipv6_prefixes } = parsed.data;
  const table = prefixTable<AwsPlace>(
    [
      ...prefixes.map((each) => [each.ip_prefix, placeOf(each)] as const),
      ...ipv6_prefixes.map((each) => [each.ipv6_prefix, placeOf(each)] as const),
    ],
    (earlier, later) => ({
      region: later.region,
      services: [...new Set([...earlier.services, ...later.services])].sort(),
    }),
  );
  return succeed({ date: createDate.slice(0, 10), placeOf: table });
}
