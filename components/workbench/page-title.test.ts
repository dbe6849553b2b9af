import { expect, test } from "vitest";
import type { Place } from "@/lib/investigation/investigation";
import { previewTitle, tabTitle } from "./page-title";

const scope = {
  accounts: [],
  regions: [],
  fromMs: Date.UTC(2026, 2, 19, 2),
  toMs: Date.UTC(2026, 2, 19, 3, 30),
};
function place(address: string, inputs: Place["inputs"]): Place {
  const [playbookId = "", stepId = ""] = address.split("/");
  return { playbookId, stepId, scope, inputs, filters: [] };
}
const KEY = place("access-key-exposure/key-owner", { accessKeyId: "AKIA3TQ5EXAMPLE7QXWZ" });

test("a tab is called by its entity, its question and its days", () => {
  expect(tabTitle(KEY)).toBe("AKIA…7QXWZ · Whose key is it? · 19 Mar 2026");
  const week = { ...scope, fromMs: Date.UTC(2026, 2, 24), toMs: Date.UTC(2026, 2, 31) };
  expect(tabTitle({ ...place("watchlist/root-usage", {}), scope: week })).toMatch(
    /^[^·]+ · 24 – 30 Mar 2026$/,
  );
});

test("a preview has no text from a log", () => {
  const agent = "evil \u202E <script>";
  const asked = place("access-key-exposure/events-by-user-agent", { userAgent: agent });
  expect(tabTitle(asked)).toContain("evil \\u202E <script>");
  expect(previewTitle(asked, true)).toMatch(/^User agent · /);
  expect(previewTitle(KEY, true)).toBe(tabTitle(KEY));
});

test("a preview of a link without times says nothing of days", () => {
  expect(previewTitle(KEY, false)).toBe("AKIA…7QXWZ · Whose key is it?");
});
