"use client";
/** All that is known of one address, with the files that say so. */
import { use, useMemo } from "react";
import { LogText } from "@/components/ui/log-text";
import { AddressData } from "./address-data";
import { useAddressFacts } from "./use-address-facts";

/** IPv4 and IPv6 by their letters; the server reads them exactly. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:.]{1,42})$/i;

type Props = {
  /** A value of any field; only an address has details. */
  readonly value: string | null;
  /** Says what a file would add, where there is none. */
  readonly namesMissing?: boolean;
};

/** The details of an address, a line each; nothing for another value. */
export function AddressDetails({ value, namesMissing = false }: Props) {
  const { files } = use(AddressData);
  const addresses = useMemo(() => (value !== null && ADDRESS.test(value) ? [value] : []), [value]);
  const { factsOf } = useAddressFacts(addresses);
  const [address] = addresses;
  const facts = address === undefined ? null : factsOf(address);
  if (!facts) return null;
  return (
    <>
      {facts.details.map(({ text, file }) => (
        <span key={text} className="block font-sans text-[12px] text-ink-2">
          <LogText text={text} />
          {file !== null && (
            <span className="text-[11px] text-ink-3">
              {" "}
              <LogText text={file} />
            </span>
          )}
        </span>
      ))}
      {namesMissing && files.length === 0 && facts.kind === "public" && (
        <span className="block font-sans text-[11.5px] text-ink-3">
          Country and network unknown: this server has no address files (docs/configuration.md).
        </span>
      )}
    </>
  );
}
