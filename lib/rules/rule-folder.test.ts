import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newFolder, put, putPipe } from "@/lib/lake/lake.fixture";
import { openRuleFolder, summarise } from "./rule-folder";

const idOf = (number: number): string =>
  `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`;
const ruleText = (number: number, more = ""): string => `title: Rule ${number}
id: ${idOf(number)}
logsource: { product: aws, service: cloudtrail }
detection:
  selection:
    eventName: Call${number}
    recipientAccountId: 012345678901
  condition: selection
${more}`;

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) put(folder, name, content);
  return folder;
}
const readFolder = (files: Readonly<Record<string, string | Buffer>>) =>
  openRuleFolder(folderOf(files))();

describe("the folder of rules", () => {
  it("is read with the folders inside it, and links once", async () => {
    const folder = folderOf({
      "b.yml": ruleText(1),
      "in/a.YAML": `${ruleText(2)}---\n${ruleText(3)}`,
      "readme.md": "# Rules",
      ".git/c.yml": "broken: [",
    });
    symlinkSync(folder, join(folder, "in", "loop"));
    const { rules, refused } = await openRuleFolder(folder)();
    expect(rules.map(({ file, rule }) => `${file} ${rule.title}`)).toEqual([
      "b.yml Rule 1",
      "in/a.YAML Rule 2",
      "in/a.YAML Rule 3",
    ]);
    expect(refused).toEqual([]);
    // A number keeps its zeros.
    expect(rules[0]?.question).toContain("recipientAccountId is “012345678901”");
  });

  it("is read again where its files change", async () => {
    const folder = folderOf({ "a.yml": ruleText(1), "b.yml": "x: [" });
    const read = openRuleFolder(folder);
    const first = await read();
    expect(await read()).toBe(first);
    put(folder, "b.yml", ruleText(2));
    expect((await read()).rules).toHaveLength(2);
    rmSync(join(folder, "a.yml"));
    expect((await read()).rules.map(({ rule }) => rule.title)).toEqual(["Rule 2"]);
  });

  it("refuses a rule that is too long for a query, and keeps the others", async () => {
    const values = Array.from({ length: 900 }, (_, index) => `${"x".repeat(260)}${index}`);
    const long = ruleText(2).replace("eventName: Call2", `userAgent|contains: [${values}]`);
    const { rules, refused } = await readFolder({ "a.yml": ruleText(1), "b.yml": long });
    expect(rules.map(({ file }) => file)).toEqual(["a.yml"]);
    expect(refused).toEqual([
      {
        file: "b.yml",
        reason:
          "Its query is longer than the 256 KiB that Athena accepts. Split the rule into several.",
      },
    ]);
  });

  const bomb = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ...["b", "c", "d", "e", "f", "g", "h"].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(", ")}]`,
    ),
  ].join("\n");
  it.each<readonly [what: string, content: string | Buffer, reason: RegExp]>([
    ["broken", "title: [", /^It is not valid YAML: .*line 1/],
    ["with a key twice", "title: a\ntitle: b", /^It is not valid YAML: .*unique/],
    ["with aliases that multiply", bomb, /aliases/],
    ["nested deeply", `a: ${"[".repeat(100_000)}`, /nested too deeply|not valid YAML/],
    ["with half a text", 'title: "a\\ud800"', /not a Sigma rule/],
    ["empty", "", /^The file is empty/],
    ["of another kind", "- 1\n- 2", /not a Sigma rule/],
    ["too large", `title: ${"x".repeat(300_000)}`, /^The file has 300 kB/],
    ["binary", Buffer.from([0, 1, 2, 255, 254]), /^It is not/],
  ])("says why a file that is %s was refused", async (_, content, reason) => {
    const { rules, refused } = await readFolder({ "x.yml": content, "y.yml": ruleText(1) });
    expect(rules).toHaveLength(1);
    expect(refused).toEqual([{ file: "x.yml", reason: expect.stringMatching(reason) }]);
  });

  it("refuses a pipe, which a read would wait for", async () => {
    const folder = folderOf({ "y.yml": ruleText(1) });
    putPipe(folder, "x.yml");
    symlinkSync("/dev/zero", join(folder, "z.yml"));
    const { rules, refused } = await openRuleFolder(folder)();
    expect(rules).toHaveLength(1);
    const reason = "The file cannot be read: it is a pipe or a device.";
    expect(refused).toEqual(["x.yml", "z.yml"].map((file) => ({ file, reason })));
  });

  it("keeps the first of two rules with one id", async () => {
    const { rules, refused } = await readFolder({ "a.yml": ruleText(1), "b.yml": ruleText(1) });
    expect(rules.map(({ file }) => file)).toEqual(["a.yml"]);
    expect(refused).toEqual([{ file: "b.yml", reason: "Its id is also that of a.yml." }]);
  });

  it("has at most 5,000 rules, and says how many it left out", async () => {
    const many = Array.from({ length: 51 }, (_, file) => [
      `${String(file).padStart(2, "0")}.yml`,
      Array.from({ length: 99 }, (_each, index) => ruleText(file * 99 + index)).join("---\n"),
    ]);
    const { rules, refused } = await readFolder(Object.fromEntries(many));
    expect(rules).toHaveLength(5_000);
    expect(refused).toEqual([
      { file: ".", reason: "At most 5,000 rules are used; 49 more were left out." },
    ]);
  });

  it("says that there is no such folder", async () => {
    const { refused } = await openRuleFolder("/no/such/folder")();
    expect(refused[0]?.reason).toMatch(/there is no such folder/);
  });
});

const publicFolders = (process.env.TRAILBOOK_PUBLIC_RULES ?? "").split(":").filter(existsSync);

/** What public folders have besides rules for aws/cloudtrail, each once. */
const OTHER = /^Its log source is|^It is a correlation|^Its id is also that of|placeholders/;

it("reads public rules", async ({ skip }) => {
  skip(publicFolders.length === 0, "TRAILBOOK_PUBLIC_RULES names no folders, colons between them");
  for (const folder of publicFolders) {
    const { rules, refused } = summarise(await openRuleFolder(folder)());
    expect(rules.length).toBeGreaterThan(50);
    expect(refused.filter(({ reason }) => !OTHER.test(reason))).toEqual([]);
  }
});
