/** What a record of an address file says. Providers lay out their records differently. */
import * as z from "zod";

const LONGEST_NAME = 200;

const Name = z.string().trim().min(1).max(LONGEST_NAME);
const Code = z.string().regex(/^[A-Za-z]{2}$/);
const Asn = z.int().positive().max(4_294_967_295);

/** A part that is missing or of another form is left out; the others count. */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const Names = z.object({ en: maybe(Name) });

/** The fields of MaxMind and DB-IP, of IPinfo, and of ip-location-db, under the names that they share. */
const GeoRecord = z.object({
  country: maybe(z.union([Name, z.object({ iso_code: Code, names: maybe(Names) })])),
  country_code: maybe(Code),
  country_name: maybe(Name),
  city: maybe(z.union([Name, z.object({ names: Names })])),
  autonomous_system_number: maybe(Asn),
  autonomous_system_organization: maybe(Name),
  asn: maybe(z.union([Asn, z.string().regex(/^AS\d{1,10}$/)])),
  as_name: maybe(Name),
  name: maybe(Name),
  traits: maybe(
    z.object({
      autonomous_system_number: maybe(Asn),
      autonomous_system_organization: maybe(Name),
    }),
  ),
});
type GeoRecord = z.infer<typeof GeoRecord>;

export type GeoFacts = {
  readonly country: { readonly code: string; readonly name: string } | null;
  readonly city: string | null;
  readonly network: { readonly asn: number; readonly name: string | null } | null;
};

const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

function countryOf({ country, country_code, country_name }: GeoRecord): GeoFacts["country"] {
  const text = typeof country === "string" ? country : undefined;
  const part = typeof country === "object" ? country : undefined;
  // IPinfo writes the code into `country` in some files, and the name in others.
  const isCode = text !== undefined && Code.safeParse(text).success;
  const code = (country_code ?? part?.iso_code ?? (isCode ? text : undefined))?.toUpperCase();
  if (code === undefined) return null;
  const name = part?.names?.en ?? country_name ?? (isCode ? undefined : text);
  return { code, name: name ?? countryNames.of(code) ?? code };
}

function networkOf(record: GeoRecord): GeoFacts["network"] {
  const { asn, traits } = record;
  const number = record.autonomous_system_number ?? traits?.autonomous_system_number;
  const own = typeof asn === "string" ? Number(asn.slice(2)) : asn;
  const known = number ?? own;
  if (known === undefined || !Number.isSafeInteger(known) || known === 0) return null;
  const name =
    record.autonomous_system_organization ??
    traits?.autonomous_system_organization ??
    record.as_name ??
    record.name;
  return { asn: known, name: name ?? null };
}

/** The facts of a record; all null for a record of another kind, whatever it is. */
export function readGeoRecord(record: unknown): GeoFacts {
  const parsed = GeoRecord.safeParse(record);
  if (!parsed.success) return { country: null, city: null, network: null };
  const { city } = parsed.data;
  return {
    country: countryOf(parsed.data),
    city: (typeof city === "object" ? city.names.en : city) ?? null,
    network: networkOf(parsed.data),
  };
}
