import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { SourceSummary } from "@/lib/api/answers";
import { SourceFacts } from "./source-facts";

const summary: SourceSummary = {
  engineLabel: "Athena · responders",
  dollarsPerTb: 5,
  accounts: ["111122223333"],
  accountNames: {},
  regions: ["us-east-1"],
  firstDay: null,
  lastDay: null,
  events: null,
  presetEnd: "2026-03-02T00:00:00Z",
  deliveryLagMs: 0,
  sources: {
    usable: [],
    refused: [],
    chosen: null,
    place: "The database security",
    database: "security",
  },
  geo: { hasFolder: false, files: [], problems: [] },
  maxWindowDays: 90,
  runsBaseline: false,
};
const scope = { fromMs: 0, toMs: 86_400_000, accounts: [], regions: [] };
const shown = (limits: readonly string[]): string =>
  renderToStaticMarkup(
    <SourceFacts summary={summary} limits={limits} start={{ scope, accountScope: scope }} />,
  );

it("names the account and region of a table that holds one, and says that it lacks others", () => {
  const html = shown(["Logs of other accounts and regions are not in this table."]);
  for (const text of ["111122223333", "us-east-1", "Logs of other accounts and regions are not"])
    expect(html).toContain(text);
  expect(shown([])).not.toContain("Limits");
});
