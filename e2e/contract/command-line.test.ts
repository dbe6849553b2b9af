/** The built command line as a process: its flags, formats, errors and what it loads. */
import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { version } from "@/package.json";
import { allSteps } from "@/queries/index";
import { BIN, ROOT, runBin } from "./command-line.fixture";

const WINDOW = ["--from", "2025-06-01T00:00:00Z", "--to", "2025-06-02T00:00:00Z"];
const HOSTILE = "\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u200b;=1+1";
/** Line breaks are the formats' own. */
const UNSAFE = /(?![\r\n])[\p{Cc}\p{Cf}]/u;
const LISTING = ["run", "general-purpose/search", ...WINDOW];
const COUNTS = ["run", "general-purpose/common-actions", ...WINDOW];

const environment = { TRAILBOOK_DATA: path.join(newFolder(), "lake") };
const run = (...words: readonly string[]) => runBin(words, { environment });

beforeAll(async () => {
  const logs = newFolder();
  const agent = { userAgent: HOSTILE, eventName: "GetObject" };
  put(logs, "a.json", log(event(1), event(2, agent), event(3, { userAgent: "=cmd" })));
  await imported(logs, environment.TRAILBOOK_DATA);
});

describe("flags", () => {
  it("--version and --help", async () => {
    expect(await run("--version")).toEqual({ out: `trailbook ${version}\n`, err: "", code: 0 });
    const help = await run("--help");
    expect(help).toMatchObject({ err: "", code: 0 });
    expect(help.out).toMatch(/^Usage: trailbook <command>[\s\S]*Examples:\n {2}trailbook /);
    expect((await run("run", "--help")).out).toMatch(/--columns A,B,C[\s\S]*Examples:/);
  });

  it("--columns takes any field of a listing, and some columns of counts", async () => {
    const fields = await run(...LISTING, "--columns", "errormessage,eventid", "--format", "json");
    expect(JSON.parse(fields.out).map(Object.keys)).toEqual(
      Array.from({ length: 3 }, () => ["errormessage", "eventid"]),
    );
    const total = await run(...COUNTS, "--columns", "total,eventname", "--format", "csv");
    expect(total.out).toBe("total,eventname\r\n2,ListBuckets\r\n1,GetObject\r\n");
  });

  it("--format jsonl writes an object a line", async () => {
    const { out } = await run(...COUNTS, "--format", "jsonl");
    expect(out).toBe(
      '{"eventname":"ListBuckets","total":2}\n{"eventname":"GetObject","total":1}\n',
    );
  });
});

it.each([
  [[...COUNTS, "--columns", "totals"], /has no column “totals”.*Did you mean total\?$/],
  [[...LISTING, "--columns", "userAgnet"], /no field “userAgnet”. Did you mean useragent\?$/],
  [[...COUNTS, "--format", "jsno"], /no format “jsno”; choose from table, json, jsonl, csv/],
  [["stpes"], /no command “stpes”.*Did you mean steps\?$/],
  [["run", "watchlist/root-usag\u001b[2J", ...WINDOW], /“watchlist\/root-usag\\u001B\[2J”/],
  [[], /see trailbook --help/],
])("%j ends with one line on stderr and exit code 1", async (words, sentence) => {
  const { out, err, code } = await run(...words);
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(err.trimEnd()).toMatch(sentence);
  expect(err).not.toMatch(UNSAFE);
});

it("a lake without the columns of today is reported in one line that says what to do", async () => {
  const old = path.join(newFolder(), "lake");
  cpSync(environment.TRAILBOOK_DATA, old, { recursive: true });
  const names = readdirSync(old, { recursive: true, encoding: "utf8" });
  const file = path.join(old, names.find((name) => name.endsWith(".parquet")) ?? "");
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await connection.run(
    `create table t as select * exclude (sourcefile) from read_parquet('${file}', hive_partitioning = false)`,
  );
  await connection.run(`copy t to '${file}'`);
  const { out, err, code } = await runBin(COUNTS, { environment: { TRAILBOOK_DATA: old } });
  expect({ out, code }).toEqual({ out: "", code: 1 });
  expect(err).toMatch(
    /^The lake lacks “sourcefile” because an older version[^\n]*TRAILBOOK_DATA[^\n]*\n$/,
  );
});

describe("hostile text", () => {
  it.each(["table", "json", "jsonl", "csv"])("is escaped as %s", async (format) => {
    const words = ["--columns", "eventid,useragent", "--format", format];
    const { out } = await run(...LISTING, ...words);
    expect(out).toMatch(/gnp\.exe/);
    expect(out).not.toMatch(UNSAFE);
    if (format === "json") expect(JSON.parse(out)[1].useragent).toBe(HOSTILE);
    if (format === "csv") expect(out).toMatch(/;'=1\+1[\s\S]*,'=cmd/);
  });

  it("is escaped as SQL", async () => {
    const { out } = await run("sql", ...LISTING.slice(1), "--set", `userAgent=${HOSTILE}`);
    expect(out).toMatch(/useragent = \(chr\(27\) \|\| '\]0;owned' \|\| chr\(7\)/);
    expect(out).not.toMatch(UNSAFE);
  });
});

it.each([
  [["steps"], false],
  [["sql", ...COUNTS.slice(1)], false],
  [["run", "--help"], false],
  [["completion", "bash"], false],
  [COUNTS, true],
] as const)("%j loads the engine: %s", async (words, loadsEngine) => {
  const folder = newFolder();
  const [hook, loaded] = [path.join(folder, "hook.cjs"), path.join(folder, "loaded.json")];
  writeFileSync(
    hook,
    `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(loaded)}, JSON.stringify(Object.keys(require.cache))))`,
  );
  await runBin(words, { environment, nodeOptions: ["--require", hook] });
  const files = readFileSync(loaded, "utf8");
  expect(files.includes("duckdb")).toBe(loadsEngine);
  expect(files).not.toMatch(/@aws-sdk|node_modules\/next|react/);
});

it("bash completes steps and inputs", async () => {
  const folder = newFolder();
  symlinkSync(path.join(ROOT, BIN), path.join(folder, "trailbook"));
  const complete = async (...words: readonly string[]) => {
    const script = `source <(trailbook completion bash)
      compopt() { :; }
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _trailbook; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", script, "bash", ...words], {
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    });
    return stdout.trimEnd().split("\n");
  };
  expect(await complete("trailbook", "run", "")).toHaveLength(allSteps.length);
  expect(
    await complete("trailbook", "run", "access-key-exposure/user-agents", "--set", ""),
  ).toEqual(["accessKeyId="]);
});
