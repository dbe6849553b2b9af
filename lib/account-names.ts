/** The file that gives accounts names: `{ "111122223333": "prod" }`. Read once, at start. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { fail, type Result, succeed } from "./result";

type AccountNames = Readonly<Record<string, string>>;

const MAX_BYTES = 4_000_000;
const LONGEST_NAME = 60;

const Names = z.record(
  z.string().regex(/^\d{12}$/),
  z
    .string()
    .trim()
    .min(1)
    .max(LONGEST_NAME)
    // Invisible characters would make two names look the same.
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u),
);

function readText(file: string): Result<string> {
  try {
    const text = readFileSync(file, "utf8");
    if (text.length <= MAX_BYTES) return succeed(text.replace(/^\uFEFF/, ""));
    return fail("config", `is longer than ${MAX_BYTES} characters`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail("config", code === "ENOENT" ? "does not exist" : `cannot be read (${code})`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readNames(file: string): Result<AccountNames> {
  const text = readText(file);
  if (!text.ok) return text;
  const json = parse(text.value);
  if (json === undefined) return fail("config", "is not JSON");
  const names = Names.safeParse(json);
  if (names.success) return succeed(names.data);
  const key = names.error.issues[0]?.path[0];
  if (key === undefined) return fail("config", "is not a JSON object");
  return /^\d{12}$/.test(String(key))
    ? fail("config", `needs a name of 1 to ${LONGEST_NAME} visible characters for ${String(key)}`)
    : fail("config", `has “${String(key).slice(0, 40)}” in place of an account id of 12 digits`);
}

/** Reads the names; a failure is one sentence with the file and the form that it should have. */
export function readAccountNames(file: string | undefined): Result<AccountNames> {
  if (file === undefined) return succeed({});
  const names = readNames(file);
  if (names.ok) return names;
  const { message } = names.failure;
  return fail(
    "config",
    `TRAILBOOK_ACCOUNTS: the file ${file} ${message}. It holds account names such as {"111122223333": "prod"}.`,
  );
}
