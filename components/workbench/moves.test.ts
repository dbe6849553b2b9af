import { describe, expect, it } from "vitest";
import { follow, type Investigation, startAt } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import { behindCounts, searchFor } from "@/queries/pivots";
import * as move from "./moves";
import { ACTIVITY, LISTING_FACETS, pageRequests, requestFor } from "./step-requests";

const scope = {
  accounts: ["111122223333"],
  regions: [],
  fromMs: Date.UTC(2026, 2, 19),
  toMs: Date.UTC(2026, 2, 20),
};
const here: Investigation = {
  ...startAt({
    playbookId: "access-key-exposure",
    stepId: "user-agents",
    scope,
    inputs: { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    filters: [
      { field: "useragent", op: "not", value: "curl" },
      { field: "errorcode", op: "present" },
    ],
  }),
  sort: { column: "total", descending: false },
  columns: ["total", "useragent"],
  event: { id: "e", at: "2026-03-19T00:00:00Z" },
  runId: "r",
};
function step(address: string) {
  const found = findStep(address);
  if (!found) throw new Error(address);
  return found;
}

describe("a move to other columns", () => {
  const listing: Investigation = {
    ...here,
    stepId: "all-key-usage",
    columns: null,
    sort: { column: "eventname", descending: true },
    widths: { eventname: 200 },
  };

  it("keeps the run while the answer has the columns", () => {
    const next = move.withColumns(listing, ["actor", "eventname"]);
    expect(next).toEqual({ ...listing, columns: ["actor", "eventname"] });
  });

  it("is another query for a field that the answer does not have, and back", () => {
    const added = move.withColumns(listing, ["awsregion", "eventname"]);
    expect(added).toEqual({ ...listing, columns: ["awsregion", "eventname"], runId: null });
    const sorted: Investigation = {
      ...added,
      sort: { column: "awsregion", descending: false },
      widths: { awsregion: 90, eventname: 200 },
      runId: "s",
    };
    expect(move.withColumns(sorted, ["eventname", "awsregion"]).runId).toBe("s");
    expect(move.withColumns(sorted, null)).toEqual({
      ...listing,
      sort: null,
      widths: { eventname: 200 },
      runId: null,
    });
  });

  it("is kept in the path with its run, and there again on the way back", () => {
    const place = { ...listing, columns: ["awsregion", "eventname"], runId: "s" };
    const next = move.toStep(follow(place, listing), step("access-key-exposure/source-ips").step);
    expect(move.backTo(next, 0)).toMatchObject({ columns: ["awsregion", "eventname"], runId: "s" });
    const usual = follow({ ...listing, columns: ["eventname"] }, listing);
    expect(move.backTo(usual, 0)).toMatchObject({ columns: null, runId: "r" });
  });
});

describe("a move to another question", () => {
  it("drops how the old one was shown", () => {
    const next = move.toStep(here, step("access-key-exposure/source-ips").step);
    expect(next).toMatchObject({ sort: null, columns: null, event: null, runId: null });
  });

  it("keeps the order and the columns while filters, inputs and scope change", () => {
    const moves = [
      move.toScope(here, { ...scope, regions: ["us-east-1"] }),
      move.withFilter(here, { field: "eventname", op: "is", value: "x" }),
      move.withoutFilter(here, 0),
      move.withFilters(here, []),
      move.toInputs(here, {}),
    ];
    const { sort, columns } = here;
    for (const next of moves)
      expect(next).toMatchObject({ sort, columns, event: null, runId: null });
  });

  it("follows a pivot with the window and the filters, but none that could contradict it", () => {
    const next = move.toPivot(here, {
      label: "",
      playbookId: "access-key-exposure",
      stepId: "events-by-user-agent",
      inputs: { userAgent: "kali" },
    });
    expect(next).toMatchObject({
      stepId: "events-by-user-agent",
      scope,
      inputs: { userAgent: "kali" },
      filters: [{ field: "errorcode", op: "present" }],
    });
    expect(next.path).toEqual([
      {
        playbookId: here.playbookId,
        stepId: "user-agents",
        scope,
        inputs: here.inputs,
        filters: here.filters,
        runId: "r",
      },
    ]);
  });

  it("starts without filters on another entity of the same kind", () => {
    const inputs = { accessKeyId: "AKIAIOSFODNN7OTHER00" };
    const target = {
      label: "",
      playbookId: "access-key-exposure",
      stepId: "all-key-usage",
      inputs,
    };
    expect(move.toPivot(here, target)).toMatchObject({ inputs, filters: [] });
  });

  it("chooses the facets of a target", () => {
    const target = { label: "", playbookId: "watchlist", stepId: "findings", inputs: {} };
    const facets = { rule: "user-created" };
    expect(move.toPivot(here, { ...target, facets }).facets).toEqual(facets);
    expect(move.toPivot(here, target).facets).toEqual({});
  });

  it("goes back along the path to the step and range of that stop", () => {
    const target = { label: "", playbookId: "watchlist", stepId: "root-usage", inputs: {} };
    const far = move.toPivot(move.toPivot(here, target), target);
    expect(move.backTo(far, 0)).toMatchObject({
      playbookId: here.playbookId,
      stepId: here.stepId,
      filters: here.filters,
      runId: "r",
      path: [],
    });
    expect(move.backTo(far, 9)).toBe(far);
  });

  it("replaces a filter that the new one makes pointless", () => {
    const once = move.withFilter(here, { field: "useragent", op: "is", value: "kali" });
    expect(once.filters).toEqual([
      { field: "errorcode", op: "present" },
      { field: "useragent", op: "is", value: "kali" },
    ]);
    expect(move.withFilter(once, { field: "useragent", op: "is", value: "kali" }).filters).toEqual(
      once.filters,
    );
  });

  it("leaves out of the URL what a step does not take, and remembers what it needs", () => {
    const key = here.inputs;
    const root = step("ec2-instance-compromise/most-denied-instances").step;
    const whole = move.toStep(here, root);
    expect(whole.inputs).toEqual({});
    const agents = step("access-key-exposure/events-by-user-agent").step;
    const remembered = { ...key, userAgent: "kali" };
    expect(move.toStep(here, agents, remembered).inputs).toEqual(remembered);
    // An input that may be left out is not brought back by itself: it narrows the answer.
    expect(move.toStep(whole, agents, remembered).inputs).toEqual({ userAgent: "kali" });
  });

  it("carries the filters to the events behind a row, and none to a separate search", () => {
    const { step: counts } = step("access-key-exposure/user-agents");
    const [behind] = behindCounts(counts, here.inputs, [
      { field: "useragent", op: "exactly", value: "kali" },
    ]);
    if (!behind) throw new Error("No events are behind the row.");
    const { filters = [], ...rest } = behind;
    expect(move.toPivot(here, behind).filters).toEqual([...here.filters, ...filters]);
    const search = searchFor(rest.label, { field: "useragent", op: "is", value: "kali" });
    expect(move.toPivot(here, search).filters).toEqual(search.filters);
  });

  it("opens the minutes of a phrase within the time range, and stays where they are open", () => {
    const window = { fromMs: scope.fromMs - 30_000, toMs: scope.fromMs + 60_000 };
    const link = { stepId: "all-key-usage", filters: [], window };
    const minute = move.toRows(here, link);
    expect(minute.scope).toEqual({ ...scope, toMs: window.toMs });
    expect(minute.path.at(-1)?.scope).toEqual(scope);
    expect(move.toRows(minute, link)).toBe(minute);
  });

  it("opens the rows of a phrase about another entity, also before the time range", () => {
    const window = { fromMs: scope.fromMs - 2_000, toMs: scope.fromMs - 1_000 };
    const other = { playbookId: "session", inputs: { session: "ASIAEXAMPLEDEV000000" } };
    const rows = move.toRows(here, { stepId: "session-timeline", filters: [], other, window });
    expect(rows).toMatchObject({ ...other, scope: window, filters: [] });
  });
});

/** The activity takes the days that are known. */
const LOGS = {
  firstDay: "2026-03-01",
  lastDay: "2026-03-31",
  presetEnd: "2026-04-01T00:00:00Z",
  maxWindowDays: 400,
};

describe("the requests to the server", () => {
  const { playbook } = step("access-key-exposure/user-agents");
  it("counts the watchlist's findings only where they are open", () => {
    const { playbook: watchlist } = step("watchlist/findings");
    const modes = (stepId: string) => {
      const at = { ...here, playbookId: "watchlist", stepId, inputs: {} };
      const requests = pageRequests(watchlist, at, LOGS, true);
      return Object.fromEntries(requests.map(({ id, request }) => [id, request.mode]));
    };
    expect(modes("root-usage")).toMatchObject({
      "iam-changes": "open",
      findings: "cached-only",
      "finding-events": "cached-only",
    });
    expect(modes("findings").findings).toBe("open");
  });
  it("asks the step looked at first, and those whose inputs are there", () => {
    const free = pageRequests(playbook, here, LOGS, true);
    const ids = free.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(["user-agents", "key-owner"]);
    expect(ids).toEqual(expect.arrayContaining(["source-ips", "all-key-usage", ACTIVITY]));
    expect(ids).not.toContain("events-by-user-agent");
    const paid = pageRequests(playbook, here, LOGS, false);
    expect(paid.map(({ id }) => id)).toEqual(ids);
    const [first, ...others] = paid.map(({ request }) => request.mode);
    expect(first).toBe("open");
    expect(new Set(others)).toEqual(new Set(["cached-only"]));
    expect(pageRequests(playbook, { ...here, inputs: {} }, LOGS, true)).toEqual([]);
    const behind = pageRequests(playbook, { ...here, stepId: "user-agents.events" }, LOGS, true);
    expect(behind.slice(0, 2).map(({ id }) => id)).toEqual(["user-agents.events", "key-owner"]);
  });
  it("names the columns that were added to the listing looked at, and no others", () => {
    const listing = { ...here, stepId: "all-key-usage", columns: ["vpcendpointid", "eventname"] };
    const [first, ...others] = pageRequests(playbook, listing, LOGS, true);
    expect(first?.request.link).toMatch(/&columns=vpcendpointid$/);
    for (const { request } of others) expect(request.link).not.toContain("columns=");
    const hidden = { ...listing, columns: ["eventname"] };
    expect(pageRequests(playbook, hidden, LOGS, true)[0]?.request.link).not.toContain("columns=");
  });

  it("asks for the facets of a listing, where they are shown, by the filters of the whole page", () => {
    const listing = { ...here, stepId: "all-key-usage" };
    const facetsOf = (at: Investigation, hasFacets: boolean) =>
      pageRequests(step(`${at.playbookId}/${at.stepId}`).playbook, at, LOGS, false, hasFacets).find(
        ({ id }) => id === LISTING_FACETS,
      )?.request;
    expect(facetsOf(listing, true)).toMatchObject({ wants: "facets", mode: "cached-only" });
    expect(facetsOf(listing, false)).toBeUndefined();
    expect(facetsOf(here, true)).toBeUndefined();
    // What is typed into a search is a filter too: a facet is not counted by its own.
    const search = {
      ...listing,
      playbookId: "general-purpose",
      stepId: "search",
      inputs: { eventName: "GetUser" },
      filters: [],
    };
    const link = facetsOf(search, true)?.link ?? "";
    expect(new URLSearchParams(link.split("?")[1]).getAll("filter")).toEqual([
      "eventname:is:GetUser",
    ]);
    expect(link).not.toContain("in.");
    const chosen = move.withAllFilters(search, []);
    expect(chosen).toMatchObject({ inputs: {}, filters: [] });
    expect(move.withAllFilters(listing, []).inputs).toEqual(here.inputs);
  });
  it("holds the step's own inputs, the scope and the filters, and no SQL", () => {
    const given = { ...here, inputs: { ...here.inputs, sourceIp: "192.0.2.1" } };
    expect(requestFor(given, step("access-key-exposure/user-agents").step)).toEqual({
      link: `/playbooks/access-key-exposure?v=1&step=user-agents&from=2026-03-19T00:00:00Z&to=2026-03-20T00:00:00Z&account=111122223333&in.accessKeyId=${here.inputs.accessKeyId}&filter=useragent:not:curl&filter=errorcode:present`,
      wants: "count",
      mode: "open",
      confirmed: false,
    });
  });
});
