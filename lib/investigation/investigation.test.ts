import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsWith } from "@/queries/added-columns";
import { fields } from "@/queries/fields";
import { type Filter, ONLY_FAILURES } from "@/queries/filters";
import { allSteps, findStep } from "@/queries/index";
import { literalProblem } from "@/queries/literal";
import { columnsOf } from "@/queries/query";
import { oneScope } from "./default-range";
import { formatStart, parseStart } from "./home-link";
import {
  follow,
  formatInvestigation,
  type Investigation,
  type Place,
  parseInvestigation,
  startAt,
} from "./investigation";

const fallback = {
  accounts: [],
  regions: [],
  fromMs: Date.UTC(2026, 2, 24),
  toMs: Date.UTC(2026, 2, 31),
};

const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .filter((value) => literalProblem(value) === null);
const seconds = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
const filter: fc.Arbitrary<Filter> = fc.record({
  field: fc.constantFrom(...fields.map(({ name }) => name)),
  op: fc.constantFrom("is" as const, "not" as const, "contains" as const),
  value: text,
});
const place: fc.Arbitrary<Place> = fc
  .record({
    at: fc.constantFrom(...allSteps),
    from: seconds,
    length: fc.integer({ min: 1, max: 10_000_000 }),
    accounts: fc.uniqueArray(fc.constantFrom("111122223333", "444455556666"), { maxLength: 2 }),
    regions: fc.uniqueArray(fc.constantFrom("us-east-1", "eu-west-1"), { maxLength: 2 }),
    values: fc.array(text, { minLength: 3, maxLength: 3 }),
    filters: fc.array(filter, { maxLength: 3 }),
    source: fc.constantFrom(undefined, "cloudtrail", "security.trail_2"),
  })
  .map(({ at, from, length, accounts, regions, values, filters, source }) => ({
    playbookId: at.playbook.id,
    stepId: at.step.id,
    scope: { accounts, regions, fromMs: from * 1000, toMs: (from + length) * 1000 },
    inputs: Object.fromEntries(
      at.step.inputs.slice(0, 3).map(({ name }, index) => [name, values[index] ?? ""]),
    ),
    filters,
    ...(source === undefined ? {} : { source }),
  }));
const investigation: fc.Arbitrary<Investigation> = fc
  .record({
    place,
    path: fc.array(
      fc
        .tuple(place, fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)))
        .map(([stop, runId]) => (runId === null ? stop : { ...stop, runId })),
      { maxLength: 4 },
    ),
    sort: fc.option(fc.record({ place: fc.nat(), descending: fc.boolean() })),
    shown: fc.option(fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 1, maxLength: 5 })),
    wide: fc.uniqueArray(fc.tuple(fc.nat({ max: 99 }), fc.integer({ min: 56, max: 2_000 })), {
      maxLength: 3,
    }),
    event: fc.option(
      fc.record(
        {
          id: text,
          at: fc.constant("2026-03-19T02:10:00Z"),
          where: fc.constant({ account: "111122223333", region: "us-east-1" }),
        },
        { requiredKeys: ["id", "at"] },
      ),
    ),
    runId: fc.option(fc.stringMatching(/^[0-9a-f]{40}$/)),
    isGrouped: fc.boolean(),
    facets: fc.record(
      {
        severity: fc.constantFrom("high", "medium", "low"),
        tactic: fc.constantFrom("", "TA0003", "TA9999"),
        rule: text,
        actor: text,
        account: text,
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  })
  .map(({ place: here, sort, shown, wide, facets: chosen, ...rest }) => {
    const found = findStep(`${here.playbookId}/${here.stepId}`);
    if (!found) throw new Error("there is no such step");
    const { answer } = found.step;
    const all: readonly string[] =
      answer.kind === "events" ? fields.map(({ name }) => name) : columnsOf(answer);
    const columnAt = (at: number, of = all): string => of[at % of.length] ?? "";
    const columns = shown && [...new Set(shown.map((at) => columnAt(at)))];
    const own = columnsWith(answer, columns);
    const sorted = sort && { column: columnAt(sort.place, own), descending: sort.descending };
    const widths = Object.fromEntries(wide.map(([at, pixels]) => [columnAt(at), pixels]));
    const facets = answer.kind === "findings" ? chosen : {};
    return { ...here, sort: sorted, columns, widths, facets, ...rest };
  });

function read(href: string) {
  const url = new URL(href, "http://localhost");
  return parseInvestigation(url.pathname.split("/")[2] ?? "", url.searchParams, oneScope(fallback));
}

describe("the URL is the investigation", () => {
  it("is the same after a round trip through its URL, also with hostile values", () => {
    fc.assert(
      fc.property(investigation, (given) => {
        expect(read(formatInvestigation(given))).toEqual({ investigation: given, problems: [] });
      }),
      { numRuns: 1_000, seed: 5 },
    );
  });

  it("is readable", () => {
    const href = formatInvestigation(
      startAt({
        playbookId: "access-key-exposure",
        stepId: "user-agents",
        scope: fallback,
        inputs: { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
        filters: [{ field: "eventname", op: "not", value: "GetCallerIdentity" }],
      }),
    );
    expect(href).toBe(
      "/playbooks/access-key-exposure?v=1&step=user-agents&from=2026-03-24T00:00:00Z&to=2026-03-31T00:00:00Z&in.accessKeyId=AKIAIOSFODNN7EXAMPLE&filter=eventname:not:GetCallerIdentity",
    );
  });

  it("is readable at every stop of its path", () => {
    const key = "AKIAIOSFODNN7EXAMPLE";
    const at = (
      stepId: string,
      inputs: Place["inputs"],
      filters: Place["filters"] = [],
    ): Place => ({
      playbookId: "access-key-exposure",
      stepId,
      scope: fallback,
      inputs,
      filters,
    });
    const first = startAt(at("user-agents", { accessKeyId: key }));
    const agent = "aws-cli/1.16 (a;b~c) 100%";
    const second = follow(first, at("events-by-user-agent", { userAgent: agent }));
    const third = follow(second, at("source-ips", { accessKeyId: key }));
    const href = formatInvestigation(third);
    expect(href).toContain(
      `&trail=access-key-exposure/user-agents;in.accessKeyId:${key}&trail=access-key-exposure/events-by-user-agent;in.userAgent:aws-cli/1.16+%28a~.b~~c%29+100%25`,
    );
    // Not a percent escape of a percent escape, but for the percent sign of the value itself.
    expect(href.match(/%25/g)).toHaveLength(1);
    expect(read(href)?.investigation).toEqual(third);
  });

  it("keeps the chosen facets of findings, also at a stop of its path", () => {
    const facets = { tactic: "TA0003", actor: "Admin/mallory; the:second" };
    const at = (stepId: string): Place => ({
      playbookId: "watchlist",
      stepId,
      scope: fallback,
      inputs: {},
      filters: [],
    });
    const findings = { ...startAt(at("findings")), facets };
    const events = follow(findings, at("finding-events"));
    expect(events.path[0]?.facets).toEqual(facets);
    for (const each of [findings, events])
      expect(read(formatInvestigation(each))).toEqual({ investigation: each, problems: [] });
  });

  it("says which facet of findings there is none like, and shows the others", () => {
    const reading = read(
      "/playbooks/watchlist?step=findings&facet=tactic:NOPE&facet=severity:top&facet=shape:x&facet=actor:alice",
    );
    expect(reading?.investigation.facets).toEqual({ actor: "alice" });
    expect(reading?.problems).toEqual([
      "The link's facet “tactic:NOPE” is unknown and was ignored.",
      "The link's facet “severity:top” is unknown and was ignored.",
      "The link's facet “shape:x” is unknown and was ignored.",
    ]);
  });

  it("reads the paths of older links", () => {
    const inner = new URLSearchParams({
      step: "events-by-user-agent",
      from: "2026-03-20T00:00:00Z",
      to: "2026-03-21T00:00:00Z",
      "in.userAgent": "a;b & c=100%",
      filter: "eventname:not:a:b",
    });
    const params = new URLSearchParams({ v: "1", step: "key-owner" });
    params.append("trail", `access-key-exposure?${inner}`);
    const reading = read(`/playbooks/access-key-exposure?${params}`);
    expect(reading?.problems).toEqual([]);
    expect(reading?.investigation.path).toEqual([
      {
        playbookId: "access-key-exposure",
        stepId: "events-by-user-agent",
        scope: { ...fallback, fromMs: Date.UTC(2026, 2, 20), toMs: Date.UTC(2026, 2, 21) },
        inputs: { userAgent: "a;b & c=100%" },
        filters: [{ field: "eventname", op: "not", value: "a:b" }],
      },
    ]);
  });

  it("keeps what it can read and says what it cannot", () => {
    const reading = read(
      "/playbooks/watchlist?v=9&step=nope&from=yesterday&to=2026-03-31T00:00:00Z&account=12&region=us-east-1&filter=useragent:is&filter=errorcode:present&sort=-shoesize&columns=eventname,shoesize&facet=tactic:TA0003&in.nope=1&colour=red&event=e1&trail=nope%3Fstep%3Dx&source=a%20b",
    );
    expect(reading?.investigation).toMatchObject({
      playbookId: "watchlist",
      stepId: "root-usage",
      scope: {
        fromMs: fallback.fromMs,
        toMs: Date.UTC(2026, 2, 31),
        accounts: [],
        regions: ["us-east-1"],
      },
      filters: [ONLY_FAILURES],
      sort: null,
      columns: ["eventname"],
      event: null,
      path: [],
    });
    expect(reading?.problems).toHaveLength(13);
    expect(reading?.problems).toContain(
      "There is no step “nope” in Watchlist. Its first step is shown instead.",
    );
    for (const problem of reading?.problems ?? []) expect(problem).toMatch(/^[A-Z].*\.$/);
  });

  it("derives a missing time from the other and the default range", () => {
    const scopeOf = (query: string) => read(`/playbooks/watchlist?${query}`)?.investigation.scope;
    expect(scopeOf("from=garbage&to=2026-03-20T00:00:00Z")).toMatchObject({
      fromMs: Date.UTC(2026, 2, 13),
      toMs: Date.UTC(2026, 2, 20),
    });
    expect(scopeOf("from=2026-03-20T00:00:00Z")).toMatchObject({
      fromMs: Date.UTC(2026, 2, 20),
      toMs: Date.UTC(2026, 2, 27),
    });
  });

  it("rejects an unknown playbook", () => {
    expect(read("/playbooks/constructor")).toBeNull();
  });

  it("keeps the source from stop to stop, and the default after a default", () => {
    const here = { playbookId: "watchlist", scope: fallback, inputs: {}, filters: [] };
    const at = (stepId: string): Place => ({ ...here, stepId });
    const there = follow(startAt({ ...at("root-usage"), source: "trail" }), at("iam-changes"));
    expect(there.source).toBe("trail");
    expect(formatInvestigation(there).match(/source/g)).toHaveLength(1);
    const mixed = { ...there, path: [at("root-usage")] };
    expect(read(formatInvestigation(mixed))?.investigation).toEqual(mixed);
  });

  it("starts the home page with the last scope and source", () => {
    fc.assert(
      fc.property(place, ({ scope, source }) => {
        const start = { scope, accountScope: scope, ...(source === undefined ? {} : { source }) };
        const { searchParams } = new URL(formatStart(start), "http://localhost");
        expect(parseStart(searchParams, oneScope(fallback))).toEqual({ start, problems: [] });
      }),
      { seed: 6 },
    );
    expect(parseStart(new URLSearchParams("from=x&source=a%20b"), oneScope(fallback))).toEqual({
      start: { scope: fallback, accountScope: fallback },
      problems: [
        "The link's from “x” is not a UTC time such as 2026-01-31T00:00:00Z.",
        "The link's source “a b” is not the name of a table.",
      ],
    });
  });

  it("keeps the first stop of the path and the latest ones", () => {
    let here: Investigation | null = null;
    for (const { playbook, step } of allSteps) {
      const next: Place = {
        playbookId: playbook.id,
        stepId: step.id,
        scope: fallback,
        inputs: {},
        filters: [],
      };
      here = here === null ? startAt(next) : follow(here, next);
    }
    expect(here?.path).toHaveLength(12);
    expect(here?.path[0]?.stepId).toBe(allSteps[0]?.step.id);
    expect(here?.path.at(-1)?.stepId).toBe(allSteps.at(-2)?.step.id);
  });
});
