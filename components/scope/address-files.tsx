/** The files that addresses are described from, and what is wrong with others. */
import { LogText } from "@/components/ui/log-text";
import type { GeoSummary } from "@/lib/api/address-facts";

/** The address files of the server, with what they hold and their dates. */
export function AddressFiles({ files, problems }: GeoSummary) {
  return (
    <section aria-labelledby="address-files-title" className="text-[12px]">
      <h3 id="address-files-title" className="mb-1 font-semibold text-[13px]">
        Address files
      </h3>
      {files.length > 0 && (
        <ul className="flex flex-col gap-1">
          {files.map(({ name, holds, date }) => (
            <li key={name}>
              <span className="font-mono [overflow-wrap:anywhere]">
                <LogText text={name} />
              </span>{" "}
              <span className="text-ink-2">
                {holds.join(", ")}, {date}
              </span>
            </li>
          ))}
        </ul>
      )}
      {problems.map((problem) => (
        <p key={problem} className="mt-1 text-denied-ink [overflow-wrap:anywhere]">
          <LogText text={problem} />
        </p>
      ))}
      {files.length === 0 && (
        <p className="text-ink-2">
          None in use. With files in <code>TRAILBOOK_GEO</code>, addresses show their country, city
          and network, and whether they belong to AWS or Tor: see docs/configuration.md.
        </p>
      )}
    </section>
  );
}
