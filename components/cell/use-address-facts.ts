"use client";
/** What is known of source addresses: looked up once for each, many in one request. */
import { type QueryClient, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { AddressFacts } from "@/lib/api/address-facts";
import { addressLoader, canBeAddress, type KnownAddresses } from "./address-loader";

const KNOWN_KEY = ["address-facts"];
const NONE: KnownAddresses = new Map();
const TRIES_AGAIN = 2;

async function fetchFacts(addresses: readonly string[]): Promise<readonly AddressFacts[]> {
  const response = await fetch("/api/addresses", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(addresses),
  });
  if (!response.ok) throw new Error("The facts of addresses could not be read.");
  return response.json();
}

const loaders = new WeakMap<QueryClient, ReturnType<typeof addressLoader>>();

/** The page's one loader, whose facts all parts of the page share. */
function loaderOf(client: QueryClient) {
  const existing = loaders.get(client);
  if (existing) return existing;
  const loader = addressLoader({
    fetchFacts: (addresses) =>
      client.fetchQuery({
        queryKey: [...KNOWN_KEY, addresses],
        queryFn: () => fetchFacts(addresses),
        retry: TRIES_AGAIN,
        gcTime: 0,
      }),
    onFacts: (facts) =>
      client.setQueryData(
        KNOWN_KEY,
        (known: KnownAddresses = NONE) => new Map([...known, ...facts]),
      ),
  });
  loaders.set(client, loader);
  return loader;
}

export type AddressBook = {
  /** Null while they are being looked up, and where they could not be. */
  readonly factsOf: (address: string) => AddressFacts | null;
  /** The country's code of two letters; null if unknown. */
  readonly countryOf: (address: string) => string | null;
  /** Some of the addresses are still being looked up. */
  readonly isLoading: boolean;
};

/** The facts of these addresses. The functions of the book are the same until more are known. */
export function useAddressFacts(addresses: readonly string[]): AddressBook {
  const client = useQueryClient();
  const { data: known = NONE } = useQuery<KnownAddresses>({
    queryKey: KNOWN_KEY,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  useEffect(() => loaderOf(client).want(addresses), [client, addresses]);
  const lookUp = useMemo(() => {
    const factsOf = (address: string) => known.get(address) ?? null;
    return { factsOf, countryOf: (address: string) => factsOf(address)?.country?.code ?? null };
  }, [known]);
  const isLoading = addresses.some((address) => canBeAddress(address) && !known.has(address));
  return { ...lookUp, isLoading };
}
