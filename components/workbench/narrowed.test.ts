import { describe, expect, it } from "vitest";
import { startAt } from "@/lib/investigation/investigation";
import { HOUR_MS } from "@/queries/scope";
import { toRows, toScope } from "./moves";
import { rangeBefore } from "./narrowed";

const FROM = Date.UTC(2026, 2, 19);
const scope = { accounts: [], regions: [], fromMs: FROM, toMs: FROM + 24 * HOUR_MS };
const inputs = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const here = startAt({
  playbookId: "access-key-exposure",
  stepId: "key-owner",
  scope,
  inputs,
  filters: [],
});
const burst = { fromMs: FROM + 2 * HOUR_MS, toMs: FROM + 3 * HOUR_MS };
const link = { stepId: "all-key-usage", filters: [] };

describe("the time range before a click that narrowed it", () => {
  it("is that of the last stop of the path", () => {
    expect(rangeBefore(here)).toBeNull();
    expect(rangeBefore(toRows(here, link))).toBeNull();
    const narrowed = toRows(here, { ...link, window: burst });
    expect(narrowed.scope).toMatchObject(burst);
    const before = rangeBefore(narrowed);
    expect(before).toEqual({ fromMs: scope.fromMs, toMs: scope.toMs });
    // One click leads back to it.
    expect(rangeBefore(toScope(narrowed, { ...narrowed.scope, ...before }))).toBeNull();
  });

  it("keeps what is looked at, where that is outside of it", () => {
    const other = { playbookId: "access-key-exposure", inputs };
    const earlier = { fromMs: FROM - 5 * HOUR_MS, toMs: FROM - 4 * HOUR_MS };
    const opened = toRows(here, { stepId: "opened-by", filters: [], other, window: earlier });
    expect(opened.scope).toMatchObject(earlier);
    expect(rangeBefore(opened)).toEqual({ fromMs: earlier.fromMs, toMs: scope.toMs });
  });
});
