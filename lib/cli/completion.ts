/** `trailbook completion`: scripts that have the shell ask `trailbook __complete` for candidates. */
import { readFile } from "node:fs/promises";
import { fail, type Result, succeed } from "@/lib/result";
import { readWords } from "./arguments";
import { candidates } from "./candidates";
import { COMMANDS, SHELLS } from "./commands";
import { write } from "./terminal";

/** The bundle is as deep below the root as this file. */
const SCRIPTS = new URL("../../bin/completion/", import.meta.url);

/** `trailbook completion`. */
export async function completion(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.completion.options);
  if (!words.ok) return words;
  const [name, extra] = words.value.positionals;
  const shells = SHELLS.join(", ");
  if (name === undefined) return fail("bad-input", `Name the shell: ${shells}.`);
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined)
    return fail("bad-input", `There is no completion for “${name}”; choose from ${shells}.`);
  await write(await readFile(new URL(`trailbook.${shell}`, SCRIPTS), "utf8"));
  return succeed(undefined);
}

/** `trailbook __complete`: the candidates for the last word, a line each. */
export async function complete(given: readonly string[]): Promise<Result<void>> {
  await write(
    candidates(given)
      .map(({ word, about }) => `${word}\t${about}\n`)
      .join(""),
  );
  return succeed(undefined);
}
