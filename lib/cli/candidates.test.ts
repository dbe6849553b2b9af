import { expect, it } from "vitest";
import { fields } from "@/queries/fields";
import { allSteps } from "@/queries/index";
import { layoutNames } from "@/queries/layouts";
import { candidates } from "./candidates";
import { COMMAND_NAMES, EXPORTS, FORMATS, SHELLS } from "./commands";

const words = (...typed: readonly string[]) => candidates(typed).map(({ word }) => word);
const STEP = "access-key-exposure/user-agents";

it("offers commands first", () => {
  expect(words("")).toEqual([...COMMAND_NAMES, "--help", "--version"]);
  expect(words("st")).toEqual(["steps"]);
  expect(words("nosuch", "")).toEqual([]);
});

it("offers steps, then options", () => {
  expect(words("run", "")).toHaveLength(allSteps.length);
  expect(words("sql", "access-key-exposure/user")).toEqual([STEP]);
  expect(words("run", STEP, "--co")).toEqual(["--columns"]);
  expect(words("sql", STEP, "")).toContain("--layout");
  expect(words("run", "--from", "2026-01-01T00:00:00Z", "acc")).toContain(STEP);
});

it.each([
  [["run", STEP, "--set", ""], ["accessKeyId="]],
  [["run", "--set", ""], []],
  [["sql", STEP, "--layout", ""], layoutNames],
  [
    ["run", STEP, "--format", "json"],
    ["json", "jsonl"],
  ],
  [
    ["run", STEP, "--columns", ""],
    ["useragent", "total"],
  ],
  [["run", STEP, "--columns", "total,"], ["total,useragent"]],
  [["run", STEP, "--filter", "errorc"], ["errorcode:"]],
  [["run", STEP, "--from", ""], []],
  [["run", STEP, "--set", "accessKeyId", "=", ""], []],
  [["completion", ""], SHELLS],
  [["export", ""], EXPORTS],
  [
    ["hunt", "--min-severity", ""],
    ["high", "medium", "low"],
  ],
] as const)("offers the values of %j", (typed, offered) =>
  expect(words(...typed)).toEqual(offered),
);

it("offers every field for a listing", () => {
  expect(words("run", "general-purpose/search", "--columns", "")).toHaveLength(fields.length);
  expect(words("run", STEP, "--format", "")).toEqual(FORMATS);
});
