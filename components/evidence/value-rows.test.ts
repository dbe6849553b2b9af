import { describe, expect, it } from "vitest";
import { findStep } from "@/queries/index";
import { factsFinder, markOf } from "@/queries/signals/marks";
import { newValue, reportOf, usualValue } from "@/queries/signals/report.fixture";
import { featureColumn, markedFilter, succeededFirst, withValueColumns } from "./value-rows";

const KALI = "aws-cli/1.16.263 Python/2.7.16 Linux/4.19.0-kali5-amd64 botocore/1.12.253";
const report = reportOf([
  newValue({ feature: "address", value: "185.220.101.4", inRange: 197, denied: 180 }),
  newValue({ feature: "address", value: "89.38.97.12", inRange: 115, denied: 106 }),
  usualValue({
    feature: "address",
    value: "203.0.113.24",
    inRange: 40,
    firstSeen: "2026-03-19T06:00:00Z",
    seenBefore: "2026-03-01T06:00:00Z",
  }),
  newValue({ feature: "agent", value: "Boto3", inRange: 10 }),
  usualValue({ feature: "agent", value: "aws-cli", inRange: 350 }),
  newValue({ feature: "system", value: "Kali Linux", inRange: 312, denied: 286 }),
  newValue({ feature: "call", value: "iam.amazonaws.com:CreateUser", inRange: 1 }),
  usualValue({ feature: "call", value: "ec2.amazonaws.com:DescribeTags", inRange: 3 }),
  newValue({ feature: "call", value: "autoscaling.amazonaws.com:DescribeTags", inRange: 3 }),
]);
const factsOf = factsFinder(report);
function markOfCell(column: string, cell: string | number | null) {
  const marks = factsOf(column, cell === null ? null : String(cell));
  return marks.map((facts) => markOf(report, facts)).find((mark) => mark !== null) ?? null;
}
function step(id: string) {
  const found = findStep(`access-key-exposure/${id}`)?.step;
  if (!found) throw new Error(id);
  return found;
}

describe("counts by a feature", () => {
  const table = {
    columns: ["sourceipaddress", "total"],
    rows: [
      ["185.220.101.4", 197],
      ["203.0.113.24", 12],
      ["198.51.100.9", 3],
    ],
  };

  it("get what is known of each value, and outcomes only where the count is of all its events", () => {
    const extended = withValueColumns(table, "sourceipaddress", factsOf);
    expect(extended.columns.slice(2)).toEqual([
      "lane",
      "firstseen",
      "lastseen",
      "inbaseline",
      "succeeded",
      "denied",
    ]);
    const [first, last] = ["2026-03-19T02:10:07Z", "2026-03-19T02:50:52Z"];
    expect(extended.rows).toEqual([
      ["185.220.101.4", 197, `${first}/${last}`, first, last, 0, 17, 180],
      [
        "203.0.113.24",
        12,
        `2026-03-01T06:00:00Z/${last}/2026-03-19T06:00:00Z`,
        "2026-03-19T06:00:00Z",
        last,
        40,
        null,
        null,
      ],
      ["198.51.100.9", 3, ...Array(6).fill(null)],
    ]);
  });

  it("say of a user agent what is known of its system, and nothing if it is one of several", () => {
    const agents = { columns: ["useragent", "total"], rows: [[KALI, 312]] };
    const [row] = withValueColumns(agents, "useragent", factsOf).rows;
    expect(row?.slice(5)).toEqual([0, 26, 286]);
    const [part] = withValueColumns({ ...agents, rows: [[KALI, 300]] }, "useragent", factsOf).rows;
    expect(part?.slice(2)).toEqual(Array(6).fill(null));
  });

  it("offer a filter on the marked values, by the name of their mark", () => {
    expect(markedFilter(table, "sourceipaddress", markOfCell)).toEqual({
      label: "1 new",
      filter: { field: "sourceipaddress", op: "exactly", value: "185.220.101.4" },
    });
    const both = { ...table, rows: [...table.rows, ["89.38.97.12", 115]] };
    expect(markedFilter(both, "sourceipaddress", markOfCell)).toEqual({
      label: "2 new",
      filter: { field: "sourceipaddress", op: "any", value: "185.220.101.4,89.38.97.12" },
    });
    const keys = Array.from({ length: 10_000 }, (_, at) => [`ASIA${1e15 + at}`, 1] as const);
    const many = { columns: ["accesskeyid", "total"], rows: keys };
    expect(markedFilter(many, "accesskeyid", () => ({ label: "new", reason: "" }))).toBeNull();
    const usual = { ...table, rows: [["203.0.113.24", 12]] };
    expect(markedFilter(usual, "sourceipaddress", markOfCell)).toBeNull();
  });

  it("are those of one feature alone", () => {
    expect(featureColumn(step("source-ips"))).toBe("sourceipaddress");
    expect(featureColumn(step("key-owner"))).toBeNull();
    expect(featureColumn(step("all-key-usage"))).toBeNull();
  });
});

it("marks cells by the tool that a user agent names, and calls by names that only one call has", () => {
  expect(markOfCell("useragent", "Boto3/1.34.51 md/Botocore#1.34.51")?.label).toBe("new");
  expect(markOfCell("useragent", KALI)?.label).toBe("new OS");
  expect(markOfCell("useragent", "aws-cli/2.22.12 os/linux")).toBeNull();
  expect(markOfCell("eventname", "CreateUser")?.reason).toBe(
    "Not in 400 events on 18 days before.",
  );
  expect(markOfCell("eventname", "DescribeTags")).toBeNull();
  expect(markOfCell("errorcode", "CreateUser")).toBeNull();
});

it("rules that match only denied events come last, each part in the order of severity", () => {
  const columns = ["title", "severity", "total", "deniedevents"];
  const rows = [
    ["tried", "high", 5, 5],
    ["done", "high", 5, 4],
    ["tried too", "medium", "1", "1"],
    ["done too", "medium", 2, 0],
  ];
  expect(succeededFirst(columns, rows).map(([title]) => title)).toEqual([
    ...["done", "done too", "tried", "tried too"],
  ]);
});
