import { describe, expect, it } from "vitest";
import { instanceOf } from "./entity-steps";
import { findStep } from "./index";
import { cellMenu } from "./pivots";

function step(address: string) {
  const found = findStep(address);
  if (!found) throw new Error(`no ${address}`);
  return found.step;
}
const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const targets = (address: string, column: string, value: string, inputs = {}) =>
  cellMenu(step(address), column, value, inputs).pivots.map(
    ({ label, playbookId, stepId, inputs: taken }) => [label, `${playbookId}/${stepId}`, taken],
  );

describe("the menu of a cell", () => {
  it("leads from a user agent to its events, of this key and of anyone", () => {
    expect(
      targets("access-key-exposure/user-agents", "useragent", "curl/8", key).slice(0, 2),
    ).toEqual([
      [
        "Events with it, this key",
        "access-key-exposure/events-by-user-agent",
        { userAgent: "curl/8", ...key },
      ],
      [
        "Events with it, by anyone",
        "access-key-exposure/events-by-user-agent",
        { userAgent: "curl/8" },
      ],
    ]);
  });

  it("offers nothing “of this key” without a key among the inputs", () => {
    const labels = targets("access-key-exposure/events-by-source-ip", "useragent", "curl/8", {
      sourceIp: "192.0.2.1",
    }).map(([label]) => label);
    expect(labels).toContain("Events with it, by anyone");
    expect(labels).not.toContain("Events with it, this key");
  });

  it("leads from a denied instance to its denied calls, by the instance behind the principal", () => {
    expect(
      targets(
        "ec2-instance-compromise/most-denied-instances",
        "principalid",
        "AROAX:i-0123456789abcdef0",
      )[0],
    ).toEqual([
      "What was it denied?",
      "ec2-instance-compromise/instance-denied-calls",
      { instanceId: "i-0123456789abcdef0" },
    ]);
  });

  it("leads from an actor to all that it did, and from an instance's session to the instance", () => {
    const search = "general-purpose/search";
    expect(targets(search, "actor", "Admin/alice")).toEqual([
      ["What did this actor do, in order?", "actors/actor-timeline", { actor: "Admin/alice" }],
      ["Which calls did this actor make?", "actors/actor-calls", { actor: "Admin/alice" }],
      ["Whose session is it?", "session/session-owner", { session: "Admin/alice" }],
      ["All events with this value", search, { actor: "Admin/alice" }],
    ]);
    // Another account's log names the role of a session by its id alone.
    const outside = targets(search, "actor", "account:111122223333/AROAEXAMPLE:jw");
    expect(outside).toContainEqual([
      "What did this session do, in order?",
      "session/session-timeline",
      { session: "AROAEXAMPLE:jw" },
    ]);
    expect(targets(search, "actor", "App/i-0123456789abcdef0")[0]?.[2]).toEqual({
      instanceId: "i-0123456789abcdef0",
    });
    for (const other of ["alice", "service:ec2.amazonaws.com", "App/i-0123456789abcdef0"])
      expect(JSON.stringify(targets(search, "actor", other))).not.toContain("session-owner");
  });

  it.each([
    ["s3://logs/2026/x.gz", "who read or wrote in its bucket", { bucketName: "logs" }],
    ["user/backdoor", "what the user did", { userName: "backdoor" }],
    ["role/Admin", "the role's sessions", { role: "Admin" }],
    ["snap-0abc", "what happened to it", { resource: "snap-0abc" }],
    [
      "access-key/AKIAIOSFODNN7EXAMPLE",
      "Which calls did this key make?",
      { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    ],
    ["i-0123456789abcdef0", "What did the instance call?", { instanceId: "i-0123456789abcdef0" }],
  ])("leads from the resource %s to %s", (resource, _, inputs) => {
    const found = targets("general-purpose/search", "resource", resource);
    expect(found[0]?.[2]).toEqual(inputs);
    expect(found.map(([, address]) => address)).toContain("resource/resource-events");
    expect(found.at(-1)).toEqual([
      "All events with this value",
      "general-purpose/search",
      { resource },
    ]);
  });

  it("offers outcome filters only where successes and failures are counted together", () => {
    const filters = (address: string, column: string) =>
      cellMenu(step(address), column, "CreateUser", {}).filters.map(({ label }) => label);
    const own = ["Only this API call", "Not this API call"];
    expect(filters("watchlist/iam-changes", "eventname")).toEqual([
      ...own,
      "Only successes",
      "Only failures",
    ]);
    for (const address of [
      "watchlist/root-usage",
      "general-purpose/denied-actions-of-principal",
      "ec2-instance-compromise/most-denied-actions",
    ])
      expect(filters(address, "eventname")).toEqual(own);
  });

  it("leads from a denied principal to its denied actions", () => {
    expect(
      targets("general-purpose/most-denied-principals", "principalid", "AROAX:alice")[0],
    ).toEqual([
      "What was it denied?",
      "general-purpose/denied-actions-of-principal",
      { principalId: "AROAX:alice" },
    ]);
  });

  it("leads from any cell of a finding to the events behind it, by its rule and actor", () => {
    const keys = (column: string) => (column === "rule" ? "user-created" : "alice");
    for (const [column, value] of [
      ["rule", "user-created"],
      ["actor", "alice"],
      ["severity", "medium"],
    ] as const) {
      const [first] = cellMenu(step("watchlist/findings"), column, value, {}, keys).pivots;
      expect(first).toMatchObject({
        label: "Events behind this finding",
        stepId: "finding-events",
        inputs: { rule: "user-created", actor: "alice" },
      });
    }
  });

  it("leads from any cell to every step that takes its kind, each once", () => {
    const found = targets("general-purpose/search", "sourceipaddress", "192.0.2.1");
    expect(found.map(([, address]) => address)).toEqual([
      "access-key-exposure/events-by-source-ip",
      "address/address-keys",
      "address/address-actors",
      "general-purpose/search",
    ]);
    const all = targets("access-key-exposure/source-ips", "sourceipaddress", "192.0.2.1", key).map(
      (target) => JSON.stringify(target),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it("filters on what is there and on what is missing", () => {
    const menu = cellMenu(step("general-purpose/search"), "errorcode", null, {});
    expect(menu.filters.map(({ filter }) => filter.op)).toEqual(["is", "not"]);
    expect(menu.pivots).toEqual([]);
    expect(
      cellMenu(step("general-purpose/search"), "errorcode", "AccessDenied", {}).filters.map(
        ({ filter }) => filter,
      ),
    ).toEqual([
      { field: "errorcode", op: "is", value: "AccessDenied" },
      { field: "errorcode", op: "not", value: "AccessDenied" },
    ]);
  });

  it("never offers a step that would refuse the value", () => {
    expect(targets("access-key-exposure/source-ips", "sourceipaddress", "<script>", key)).toEqual(
      [],
    );
    expect(cellMenu(step("general-purpose/search"), "useragent", "a\0b", {})).toMatchObject({
      filters: [],
      pivots: [],
    });
    expect(cellMenu(step("general-purpose/common-actions"), "total", "3", {})).toMatchObject({
      filters: [],
      pivots: [],
    });
  });
});

describe("values that are not a caller's own", () => {
  const role = "arn:aws:iam::111122223333:role/deploy";
  it("lead from a role's ARN to its sessions and to the requests that name it", () => {
    expect(targets("general-purpose/search", "arn", role)).toEqual([
      ["Which sessions did this role have?", "role/role-sessions", { role }],
      ["Who assumed this role?", "role/role-assumed-by", { role }],
      ["Events that name this role in their request", "general-purpose/search", {}],
    ]);
  });
  it("lead from a row of sessions to the one session, by its name and its opening", () => {
    const keys = (column: string) =>
      ({ principalid: "AIDA1", sessioncreated: "2026-01-31T00:00:00Z" })[column] ?? null;
    const list = step("sessions/console-sessions");
    expect(cellMenu(list, "principalid", "AIDA1", {}, keys).pivots[0]).toEqual({
      label: "What did this session do?",
      playbookId: "session",
      stepId: "session-timeline",
      inputs: { session: "AIDA1", opened: "2026-01-31T00:00:00Z" },
    });
  });
  it("lead from a session key to the call that gave it out, and from a user's key to none", () => {
    const labels = (key: string) =>
      targets("access-key-exposure/key-owner", "accesskeyid", key).map(([label]) => label);
    expect(labels("ASIAIOSFODNN7EXAMPLE")).toContain("Who opened this session?");
    expect(labels("AKIAIOSFODNN7EXAMPLE")).not.toContain("Who opened this session?");
  });
  it("lead to every spelling of a user agent", () => {
    const { pivots } = cellMenu(step("general-purpose/search"), "useragent", "[curl/8]", {});
    expect(pivots.at(-1)).toMatchObject({
      label: "All events with this value",
      filters: [{ field: "useragent", op: "is", value: "[curl/8]" }],
    });
  });
});

it("knows the instance behind a role session", () => {
  expect(instanceOf("AROAX:i-0123456789abcdef0")).toBe("i-0123456789abcdef0");
  expect(instanceOf("AROAX:i-12345678")).toBe("i-12345678");
  for (const other of ["AROAX:i-xyz", "i-0123456789abcdef0", "AROAX:alice"])
    expect(instanceOf(other)).toBeNull();
});
