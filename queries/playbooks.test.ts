import { describe, expect, it } from "vitest";
import { isAnswerColumn } from "./answer-columns";
import { compile } from "./compile";
import { isFieldName } from "./fields";
import { allSteps, findPlaybook, findStep, playbooks } from "./index";
import { type Layout, layouts } from "./layouts";
import { LEFT_BEHIND_ORDER } from "./left-behind/compile-left-behind";
import { isMeasure } from "./measures";
import { bind, inputProblems } from "./playbook";
import { columnsOf, isOfFindings } from "./query";
import { SEVEREST_FIRST } from "./watchlist/compile-findings";

const scope = {
  accounts: [],
  regions: [],
  fromMs: Date.UTC(2026, 0, 31),
  toMs: Date.UTC(2026, 1, 1),
};

describe("the registry", () => {
  it("has ids that are unique and readable in a URL", () => {
    const ids = allSteps.map(({ playbook, step }) => `${playbook.id}/${step.id}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(new Set(playbooks.map(({ id }) => id)).size).toBe(playbooks.length);
  });

  it("finds what there is and nothing else", () => {
    expect(findPlaybook("watchlist")?.title).toBe("Watchlist");
    expect(findPlaybook("toString")).toBeNull();
    expect(findStep("watchlist/root-usage")?.step.id).toBe("root-usage");
    expect(findStep("watchlist")).toBeNull();
  });
});

const isAboutFindings = ({ step }: (typeof allSteps)[number]) => isOfFindings(step.answer);

describe.each(allSteps)("$playbook.id/$step.id", ({ step }) => {
  it("has a question, a reason, and a meaning for no rows", () => {
    expect(step.question).toMatch(/\?$/);
    expect(step.why.length).toBeGreaterThan(20);
    expect(step.empty).toMatch(/\.$/);
  });

  it("is refused without its required inputs, with the reason for each", () => {
    const needed = step.inputs.filter(({ required }) => required).map(({ name }) => name);
    expect(Object.keys(inputProblems(step, {}))).toEqual(needed);
  });

  it("has pivots that name columns it shows and inputs that exist", () => {
    for (const pivot of step.pivots) {
      expect(columnsOf(step.answer)).toContain(pivot.column);
      const target = findStep(pivot.to);
      const names = target?.step.inputs.map(({ name }) => name) ?? [];
      expect(names).toContain(pivot.input);
      for (const name of pivot.carry) expect(names).toContain(name);
    }
  });
});

// The watchlist's findings reach back further, and have their own order and columns.
describe.each(allSteps.filter((each) => !isAboutFindings(each)))(
  "$playbook.id/$step.id, from the range alone",
  ({ playbook, step }) => {
    it("names a partition in every select, on every layout", () => {
      for (const layout of Object.values<Layout>(layouts)) {
        const source = { table: "cloudtrail", layout, deliveryLagMs: 0, mayHoldDuplicates: true };
        const result = compile(bind(step, {}), scope, source);
        if ("refused" in result) throw new Error(result.refused);
        const isSplit = layout.columns.some(({ means }) => means === "day");
        const term = isSplit ? "year = '2026' and month = '01' and day = '31'" : "= '2026/01/31'";
        expect(result.sql.split(term).length - 1).toBe(
          result.sql.split("from cloudtrail").length - 1,
        );
        expect(result.sql).toContain(
          "eventtime >= '2026-01-31T00:00:00Z' and eventtime < '2026-02-01T00:00:00Z'",
        );
      }
    });

    it("ends in a total order, so that a result can be reused", () => {
      const result = compile(bind(step, {}), scope, {
        table: "t",
        layout: layouts.bootstrap,
        deliveryLagMs: 0,
        mayHoldDuplicates: false,
      });
      const keys =
        step.answer.kind === "counts"
          ? [`${step.answer.as} desc`, ...step.answer.by]
          : step.answer.kind === "named-by-rules"
            ? ["rules desc", "denied desc", "total desc", "actor"]
            : ["eventtime", "eventid"];
      const order =
        step.answer.kind === "rule-matches"
          ? SEVEREST_FIRST
          : step.answer.kind === "left-behind"
            ? LEFT_BEHIND_ORDER
            : `order by ${keys.join(", ")}`;
      expect("sql" in result ? result.sql : "").toContain(order);
    });

    it("shows only fields of the dictionary, a count, measures, and what removed a thing", () => {
      const others = columnsOf(step.answer).filter(
        (name) => !isFieldName(name) && !isMeasure(name),
      );
      const { kind } = step.answer;
      if (kind === "left-behind") expect(others.every(isAnswerColumn)).toBe(true);
      else if (kind === "rule-matches")
        expect(others.filter((name) => !isAnswerColumn(name))).toEqual(["total", "deniedevents"]);
      else if (kind === "named-by-rules") expect(others).toEqual(["total", "rules"]);
      else expect(others).toEqual("as" in step.answer ? [step.answer.as] : []);
      expect(playbook.steps).toContain(step);
    });
  },
);

it("a table without a time partition is refused, with the way out", () => {
  const layout = { name: "none", title: "none", columns: [] };
  const step = findStep("watchlist/root-usage")?.step;
  const result =
    step &&
    compile(bind(step, {}), scope, {
      table: "logs",
      layout,
      deliveryLagMs: 0,
      mayHoldDuplicates: true,
    });
  expect(result).toEqual({
    refused: expect.stringMatching(/logs has no time partition.*Create a table/),
  });
});
