import { describe, expect, it } from "vitest";
import { findPlaybook, findStep } from "@/queries/index";
import { inputProblems } from "@/queries/playbook";
import { HOUR_MS } from "@/queries/scope";
import { RULES } from "@/queries/watchlist/rules";
import { findingOf } from "./findings.fixture";
import { nextPlace, rangeAround, rangeOfEvents } from "./next-place";

const scope = {
  accounts: ["111122223333"],
  regions: [],
  fromMs: Date.UTC(2026, 2, 1),
  toMs: Date.UTC(2026, 3, 1),
};
const next = (...finding: Parameters<typeof findingOf>) =>
  nextPlace(findingOf(...finding), scope)?.place;

describe("where a finding leads", () => {
  it("is a step that can run, of the rule's next playbook or of the one about its actor", () => {
    for (const { id, next: playbookId } of RULES) {
      expect(findPlaybook(playbookId)?.id, id).toBe(playbookId);
      const place = next(id, "alice");
      expect([playbookId, "actors"], id).toContain(place?.playbookId);
      const step = findStep(`${place?.playbookId}/${place?.stepId}`)?.step;
      expect(step && inputProblems(step, place?.inputs ?? {}), id).toEqual({});
    }
  });

  it("has the hours around the finding, and the places of the page", () => {
    expect(next("root-activity", "root")?.scope).toEqual({
      ...scope,
      fromMs: Date.UTC(2026, 2, 19, 1),
      toMs: Date.UTC(2026, 2, 19, 5),
    });
  });

  it("is never longer than the range that was searched and a day", () => {
    const week = { ...scope, fromMs: scope.toMs - 24 * 7 * HOUR_MS };
    const all = { first: "2026-03-25T00:00:00Z", last: "2026-03-31T23:59:59Z" };
    expect(rangeAround(findingOf("root-activity", "root", all), week)).toEqual(week);
    const hour = { ...scope, toMs: scope.fromMs + HOUR_MS };
    const short = { first: "2026-03-01T00:30:00Z", last: "2026-03-01T00:30:00Z" };
    const around = rangeAround(findingOf("root-activity", "root", short), hour);
    expect([around.fromMs, around.toMs]).toEqual([
      scope.fromMs - HOUR_MS,
      scope.fromMs + 2 * HOUR_MS,
    ]);
  });

  it("lists events in the hours around them, within the range that was searched", () => {
    const root = findingOf("root-activity", "root");
    expect(rangeOfEvents(root, scope)).toEqual({
      fromMs: Date.UTC(2026, 2, 19, 1),
      toMs: Date.UTC(2026, 2, 19, 5),
    });
    const short = { fromMs: Date.UTC(2026, 2, 19, 2), toMs: Date.UTC(2026, 2, 19, 4) };
    expect(rangeOfEvents(root, { ...scope, ...short })).toEqual(short);
  });

  it("begins with the searched range where that decides what is new", () => {
    const first = findingOf("user-created", "alice");
    const isFirst = { ...first, rule: { ...first.rule, isAboutFirsts: true } };
    expect(rangeOfEvents(isFirst, scope)).toEqual({
      fromMs: scope.fromMs,
      toMs: Date.UTC(2026, 2, 19, 5),
    });
  });

  it.each([
    ["a user", "user-created", "alice", {}, { userName: "alice" }],
    ["a role", "role-trust-opened", "Admin/mallory", {}, { role: "Admin" }],
    // The caller is not a user; what was made is one.
    [
      "a session",
      "user-created",
      "Admin/m",
      { resource: "user/eve", resources: 1 },
      { userName: "eve" },
    ],
    // Where nothing fits, the playbook about the actor is next.
    [
      "a service",
      "user-created",
      "service:x.amazonaws.com",
      {},
      { actor: "service:x.amazonaws.com" },
    ],
    [
      "several resources",
      "user-created",
      "Admin/m",
      { resource: "user/a", resources: 2 },
      { actor: "Admin/m" },
    ],
    [
      "a function",
      "function-exposed",
      "alice",
      { resource: "function/f", resources: 1 },
      { resource: "function/f" },
    ],
  ])("takes %s along where the playbook has an input for it", (_, rule, actor, more, inputs) => {
    expect(next(rule, actor, more)?.inputs).toEqual(inputs);
  });

  it("is never a step of one outcome: the finding's events may all be denied", () => {
    for (const { id } of RULES)
      for (const actor of ["alice", "Admin/mallory", "service:x.amazonaws.com"]) {
        const place = next(id, actor, { deniedevents: 3 });
        const step = findStep(`${place?.playbookId}/${place?.stepId}`)?.step;
        const fields = step?.where.flatMap((part) => ("field" in part ? [part.field] : []));
        expect(fields, id).not.toContain("outcome");
      }
    expect(next("port-opened-to-world", "alice")?.stepId).toBe("change-attempts");
  });

  it("is a step about what was denied, where all events were denied and there is one", () => {
    const stepOf = (deniedevents: number) =>
      next("secrets-read-in-bulk", "alice", { deniedevents });
    expect(stepOf(3)).toMatchObject({ playbookId: "secrets", stepId: "secrets-denied" });
    expect(stepOf(2)).toMatchObject({ playbookId: "secrets", stepId: "secrets-read" });
  });

  it("is the playbook of the key where the finding is about one, else of its actor", () => {
    const accesskeyid = "AKIAIOSFODNN7EXAMPLE";
    for (const rule of ["attack-tool-used", "denied-burst"]) {
      expect(next(rule, "ci-deploy", { accesskeyid, keys: 1 })).toMatchObject({
        playbookId: "access-key-exposure",
        inputs: { accessKeyId: accesskeyid },
      });
      for (const more of [{ accesskeyid, keys: 2 }, {}])
        expect(next(rule, "ci-deploy", more)).toMatchObject({
          playbookId: "actors",
          inputs: { actor: "ci-deploy" },
        });
    }
  });

  it("filters by the actor where the playbook is about whole accounts", () => {
    expect(next("port-opened-to-world", "Admin/mallory")).toMatchObject({
      playbookId: "changes",
      inputs: {},
      filters: [{ field: "actor", op: "is", value: "Admin/mallory" }],
    });
  });
});
