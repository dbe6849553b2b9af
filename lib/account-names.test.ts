import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { readConfig } from "./config";
import { newFolder } from "./lake/lake.fixture";

function read(content: string | Buffer) {
  const file = path.join(newFolder(), "accounts.json");
  writeFileSync(file, content);
  const config = readConfig({ TRAILBOOK_ACCOUNTS: file });
  return config.ok ? config.value.accountNames : config.failure.message.replace(file, "FILE");
}

it("account names come from the file that the settings name, and are none without one", () => {
  expect(readConfig({})).toMatchObject({ ok: true, value: { accountNames: {} } });
  expect(read('\uFEFF{"111122223333": " prod ", "444455556666": "Länder — β"}')).toEqual({
    "111122223333": "prod",
    "444455556666": "Länder — β",
  });
});

it.each([
  ["{", "is not JSON"],
  ["", "is not JSON"],
  ["[]", "is not a JSON object"],
  ["null", "is not a JSON object"],
  ['{"prod": "111122223333"}', "has “prod” in place of an account id of 12 digits"],
  ['{"111122223333": 1}', "needs a name of 1 to 60 visible characters for 111122223333"],
  ['{"111122223333": " "}', "needs a name of 1 to 60 visible characters for 111122223333"],
  ['{"111122223333": "a\\u202Eb"}', "needs a name of 1 to 60 visible characters for 111122223333"],
])("%s is refused with a sentence", (content, reason) => {
  expect(read(content)).toBe(
    `TRAILBOOK_ACCOUNTS: the file FILE ${reason}. It holds account names such as {"111122223333": "prod"}.`,
  );
});

it("a file that cannot be read is named", () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const of = (file: string) => {
    const config = readConfig({ TRAILBOOK_ACCOUNTS: file });
    return config.ok ? "" : config.failure.message;
  };
  expect(of(folder)).toContain(`the file ${folder} cannot be read (EISDIR).`);
  expect(of(path.join(folder, "gone.json"))).toContain("gone.json does not exist.");
});
