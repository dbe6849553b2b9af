import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AddressFacts } from "@/lib/api/address-facts";
import { addressLoader, type KnownAddresses } from "./address-loader";

const factsOf = (label: string): AddressFacts => ({
  kind: "public",
  country: null,
  city: null,
  network: null,
  aws: null,
  isTorExit: false,
  label: [label],
  details: [],
});

/** A loader, with its requests and what it has reported. */
function observed(isBroken = false) {
  const requests: (readonly string[])[] = [];
  const known = new Map<string, string | null>();
  const loader = addressLoader({
    fetchFacts: async (addresses) => {
      requests.push(addresses);
      if (isBroken) throw new Error("offline");
      return addresses.map(factsOf);
    },
    onFacts: (facts: KnownAddresses) => {
      for (const [address, each] of facts) known.set(address, each?.label[0] ?? null);
    },
  });
  return { requests, known, want: loader.want };
}

describe("addressLoader", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("fetches what several parts of the page want in one request, each address once", async () => {
    const { requests, known, want } = observed();
    want(["1.1.1.1", "2.2.2.2", "1.1.1.1"]);
    want(["2.2.2.2", "3.3.3.3"]);
    await vi.runAllTimersAsync();
    want(["3.3.3.3", "4.4.4.4"]);
    await vi.runAllTimersAsync();
    expect(requests).toEqual([["1.1.1.1", "2.2.2.2", "3.3.3.3"], ["4.4.4.4"]]);
    expect(known.get("3.3.3.3")).toBe("3.3.3.3");
  });

  it("waits while a table is scrolled", async () => {
    const { requests, want } = observed();
    for (let frame = 0; frame < 60; frame++) {
      want([`10.0.0.${frame}`]);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(requests).toEqual([]);
    await vi.runAllTimersAsync();
    expect(requests.map(({ length }) => length)).toEqual([60]);
  });

  it("sends no more than a request may hold, and no text that is not an address", async () => {
    const { requests, want } = observed();
    want(["", "x".repeat(8_192), ...Array.from({ length: 2_500 }, (_, at) => `a${at}`)]);
    await vi.runAllTimersAsync();
    expect(requests.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });

  it("reports that nothing is known where the request fails", async () => {
    const { known, want } = observed(true);
    want(["1.1.1.1"]);
    await vi.runAllTimersAsync();
    expect([...known]).toEqual([["1.1.1.1", null]]);
  });
});
