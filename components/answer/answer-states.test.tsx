import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { HighlightedText } from "@/components/ui/highlighted-text";
import type { Estimate, Reads } from "@/lib/api/answers";
import { findStep } from "@/queries/index";
import { EmptyState, ErrorState } from "./answer-states";
import { RunStatus } from "./run-status";

const step = findStep("access-key-exposure/all-key-usage")?.step;
if (!step) throw new Error("the step is gone");
const estimate: Estimate = {
  days: 3,
  deliveredUntil: "2026-11-21T01:00:00Z",
  deliveryLagMs: 0,
  reads: {
    partitions: 3,
    ofPartitions: 100,
    partitionsOfOtherHours: 0,
    objects: 4,
    bytes: 1,
    archived: 0,
    daysWithoutData: [],
  },
  unknown: null,
  isListing: false,
  cutoffBytes: null,
  notInTable: [],
  unreadReason: "The table has no partitions for them.",
};
const done = (scannedBytes: number) =>
  ({
    ...({ state: "done", reused: false } as const),
    ...{ sql: "", elapsedMs: 1, rowCount: 0, scannedBytes },
    columns: [],
  }) as const;
const empty = (change: Partial<Reads> | null, hasReadNothing = false): string =>
  renderToStaticMarkup(
    <EmptyState
      step={step}
      estimate={{
        ...estimate,
        reads: change && estimate.reads && { ...estimate.reads, ...change },
      }}
      state={done(hasReadNothing ? 0 : 1)}
      filterCount={0}
      onRemoveFilters={null}
      widenings={[]}
      onWindow={() => {}}
    />,
  );

describe("an answer without rows", () => {
  it("says “no events” where there are logs", () => {
    expect(empty({})).toContain("No events");
    expect(empty({})).toContain(step.empty);
  });

  it("says “no data” where there are no logs", () => {
    const html = empty({ partitions: 0, daysWithoutData: ["2026-11-18", "2026-11-19"] });
    expect(html).toContain("No data");
    expect(html).not.toContain("No events");
    expect(html).not.toContain(step.empty);
    expect(html).toContain("18 Nov 2026, 19 Nov 2026");
  });

  it("says “no data” where nothing was read and only the engine knows the logs", () => {
    expect(empty(null, true)).toContain("No data");
    expect(empty(null, true)).not.toContain(step.empty);
    expect(empty(null, false)).toContain("No events");
  });

  it("says that files were not read, and why", () => {
    const html = empty({ objects: 4 }, true);
    expect(html).toContain("Athena read none of the 4 files");
    expect(html).toContain("The table has no partitions for them.");
    expect(html).not.toContain("No events");
    expect(html).not.toContain(step.empty);
  });

  it("does not call a quiet hour of a day with logs a gap", () => {
    const html = empty({ partitions: 0, objects: 0, partitionsOfOtherHours: 2 });
    expect(html).toContain("No events");
    expect(html).toContain("no file was delivered for these hours");
    expect(html).not.toContain("No data");
  });

  it("says when it is unknown whether there are logs", () => {
    const html = renderToStaticMarkup(
      <EmptyState
        step={step}
        estimate={{ ...estimate, reads: null, unknown: "The bucket may not be listed." }}
        state={done(1)}
        filterCount={0}
        onRemoveFilters={null}
        widenings={[]}
        onWindow={() => {}}
      />,
    );
    expect(html).toContain("No events");
    expect(html).toContain(
      "It is unknown whether there are logs for all of these days. The bucket may not be listed.",
    );
  });

  it("names the days without logs", () => {
    const html = empty({ daysWithoutData: ["2026-11-19"] });
    expect(html).toContain("No events");
    expect(html).toContain("no logs at all for");
    expect(html).toContain("19 Nov 2026");
  });
});

describe("hostile text", () => {
  it("is shown as text, with its invisible characters", () => {
    const html = renderToStaticMarkup(
      <ErrorState message={"<img src=x onerror=alert(1)>\u202E\u200B"} onRetry={null} />,
    );
    expect(html).not.toContain("<img");
    expect(html).toContain("\\u202E\\u200B");
    expect(html).not.toMatch(/[\u202E\u200B]/);
  });

  it("is marked where a search matches", () => {
    const html = renderToStaticMarkup(<HighlightedText text="AKIA<b>akia" search="akia" />);
    expect(html.match(/<mark/g)).toHaveLength(2);
    expect(html).not.toContain("<b>");
  });
});

it("a cached result shows when it was made, and not how long that took", () => {
  const shown = (cachedMs?: number) =>
    renderToStaticMarkup(
      <RunStatus
        state={{ ...done(12_000_000), elapsedMs: 5_900, rowCount: 3 }}
        estimate={null}
        cachedMs={cachedMs}
        loadedRows={3}
        dollarsPerTb={null}
        onCancel={() => {}}
        onRetry={() => {}}
      />,
    );
  expect(shown()).toContain("3 rows · 5.9 s · 12 MB read");
  expect(shown(Date.UTC(2026, 10, 30, 14, 2, 7))).toContain(
    "3 rows · cached, from 30 Nov 2026 14:02:07 UTC · 12 MB read",
  );
});

it.each([
  [0, "100 rows · "],
  [40, "40 of 100 rows · "],
  [100, "100 rows · "],
])("with %d rows loaded, a result says %s", (loadedRows, text) => {
  const markup = renderToStaticMarkup(
    <RunStatus
      {...{ estimate: null, loadedRows, dollarsPerTb: null }}
      state={{ ...done(12_000_000), rowCount: 100 }}
      onCancel={() => {}}
      onRetry={() => {}}
    />,
  );
  expect(markup).toContain(`>${text}`);
});
