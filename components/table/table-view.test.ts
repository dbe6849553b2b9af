import { describe, expect, it } from "vitest";
import { rowFacts } from "@/components/cell/cell-content";
import type { Row } from "@/lib/api/run";
import { findStep } from "@/queries/index";
import { tableView } from "./table-view";

function viewOf(address: string, columns: readonly string[], rows: readonly Row[], more = {}) {
  const found = findStep(address);
  if (!found) throw new Error(`there is no step ${address}`);
  const [step, shown, inputs] = [found.step, columns, { accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ" }];
  const order = Uint32Array.from(rows.map((_, index) => rows.length - 1 - index));
  const places = columns.map((_, index) => index);
  const facts = rowFacts(columns);
  return tableView({ step, inputs, rows, columns, order, shown, places, facts, ...more });
}

describe("the view of rules that match", () => {
  const columns = ["title", "severity", "first", "rule"];
  const row = ["A user was created", "medium", "2026-03-19T00:00:00Z", "user-created"];
  const aboutOf = (rule: string) => `about ${rule}`;
  const view = viewOf("access-key-exposure/rule-matches", columns, [row], { aboutOf });

  it("leads from each cell to the events of its rule, and says why it is one", () => {
    for (const columnAt of [0, 1]) {
      const [events] = view.offerAt(0, columnAt)?.menu.pivots ?? [];
      expect(events).toMatchObject({ stepId: "finding-events", inputs: { rule: "user-created" } });
      expect(view.offerAt(0, columnAt)?.about).toBe("about user-created");
    }
  });
});

describe("the view of a listing", () => {
  const columns = ["eventtime", "eventname", "sourceipaddress"];
  const rows = [
    ["2026-03-19T00:00:00Z", "ListBuckets", null],
    ["2026-03-19T00:01:00Z", "GetObject", "203.0.113.7"],
  ];
  const view = viewOf("access-key-exposure/all-key-usage", columns, rows);

  it("gives cells in the order shown, and null beyond the rows and columns", () => {
    expect(view.cellAt(0, 1)).toBe("GetObject");
    expect(view.cellAt(1, 1)).toBe("ListBuckets");
    expect([view.cellAt(2, 1), view.cellAt(0, 9), view.rowAt(2)]).toEqual([null, null, undefined]);
  });

  it("offers what a cell's value leads to", () => {
    expect(view.offerAt(0, 2)?.value).toBe("203.0.113.7");
    expect(view.offerAt(0, 2)?.menu.pivots.length).toBeGreaterThan(0);
    expect(view.offerAt(1, 2)?.menu.pivots).toEqual([]);
    expect(view.offerAt(0, 3)).toBeNull();
  });

  it("has no menu at a time, and knows the first column with one", () => {
    expect([0, 1, 2].map(view.hasMenuAt)).toEqual([false, true, true]);
    expect([0, 1, 2].map(view.menuColumn)).toEqual([1, 1, 2]);
  });
});
