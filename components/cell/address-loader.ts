/** Gathers the addresses that parts of the page want facts of, and fetches them together. */
import { type AddressFacts, LONGEST_ADDRESS, MOST_ADDRESSES } from "@/lib/api/address-facts";

/** By address; null where its facts could not be read. */
export type KnownAddresses = ReadonlyMap<string, AddressFacts | null>;

/** A table that is scrolled wants others with every frame: the request waits until it rests. */
const RESTS_AFTER_MS = 120;

type Options = {
  /** The facts of at most {@link MOST_ADDRESSES} addresses, in their order. */
  readonly fetchFacts: (addresses: readonly string[]) => Promise<readonly AddressFacts[]>;
  readonly onFacts: (facts: KnownAddresses) => void;
  readonly restsAfterMs?: number;
};

/** Whether a text is worth a request: CloudTrail stores any text as an address. */
export function canBeAddress(text: string): boolean {
  return text !== "" && text.length <= LONGEST_ADDRESS;
}

/** Requests every address once, as soon as no more are wanted for a moment. */
export function addressLoader({ fetchFacts, onFacts, restsAfterMs = RESTS_AFTER_MS }: Options): {
  readonly want: (addresses: readonly string[]) => void;
} {
  const requested = new Set<string>();
  let waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (addresses: readonly string[]): Promise<void> => {
    const facts = await fetchFacts(addresses).catch((): readonly AddressFacts[] => []);
    onFacts(new Map(addresses.map((address, index) => [address, facts[index] ?? null])));
  };
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += MOST_ADDRESSES)
      void load(all.slice(from, from + MOST_ADDRESSES));
  };
  return {
    want: (addresses) => {
      const added = [...new Set(addresses)].filter(
        (address) => canBeAddress(address) && !requested.has(address),
      );
      if (added.length === 0) return;
      for (const address of added) requested.add(address);
      waiting.push(...added);
      clearTimeout(timer);
      timer = setTimeout(flush, restsAfterMs);
    },
  };
}
