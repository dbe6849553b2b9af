/** Reads a command's arguments. A mistake is one sentence, never a stack trace. */
import { parseArgs } from "node:util";
import type { Place } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { parseFilter } from "@/queries/filters";
import { allSteps, findStep } from "@/queries/index";
import { parseTime } from "@/queries/scope";
import type { OptionSpec } from "./commands";
import { filterSentence } from "./filter-problem";
import type { OnInterrupt } from "./interrupt";
import { didYouMean } from "./nearest";

/** A command: it takes words and writes data to stdout, all else to stderr; some have an exit code. */
export type Command = (
  words: readonly string[],
  onInterrupt: OnInterrupt,
) => Promise<Result<void> | Result<number>>;

export type Words = {
  readonly positionals: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
};

const UNKNOWN_OPTION = /^Unknown option '(-[^']*)'/;

/** What is wrong with the words, from the parser's message. */
function wordsProblem(message: string, options: readonly string[]): string {
  const [, unknown] = UNKNOWN_OPTION.exec(message) ?? [];
  if (unknown !== undefined) {
    const known = options.map((name) => `--${name}`);
    return `There is no option ${unknown}.${didYouMean(unknown, known)} See --help.`;
  }
  const [sentence = ""] = message.split(/\.\s|\n/);
  return `${sentence.replace(/\.$/, "")}. See --help.`;
}

/** Parses words against a command's options. */
export function readWords(
  words: readonly string[],
  options: Readonly<Record<string, OptionSpec>>,
): Result<Words> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
      strict: true,
    });
    const value = (name: string) => values[name];
    return succeed({
      positionals,
      text: (name) => {
        const text = value(name);
        return typeof text === "string" ? text : undefined;
      },
      list: (name) => {
        const list = value(name);
        return Array.isArray(list)
          ? list.filter((each): each is string => typeof each === "string")
          : [];
      },
      flag: (name) => value(name) === true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail("bad-input", wordsProblem(message, Object.keys(options)));
  }
}

/** The value of an option that takes one of a few; undefined where it is not given. */
export function readChoice<T extends string>(
  words: Words,
  name: string,
  choices: readonly T[],
): Result<T | undefined> {
  const given = words.text(name);
  const chosen = choices.find((choice) => choice === given);
  return given === undefined || chosen !== undefined
    ? succeed(chosen)
    : fail(
        "bad-input",
        `There is no ${name} “${given}”; choose from ${choices.join(", ")}.${didYouMean(given, choices)}`,
      );
}

/** Says that there is no such step, and suggests one: by its start, its end or its spelling. */
function unknownStep(address: string): string {
  const known = allSteps.map(({ playbook, step }) => `${playbook.id}/${step.id}`);
  const near = known.find(
    (each) => address !== "" && (each.startsWith(address) || address.startsWith(each)),
  );
  const hint = near === undefined ? didYouMean(address, known) : ` Did you mean ${near}?`;
  return `There is no step “${address}”; \`steps\` lists them.${hint}`;
}

/**
 * The step that the words name, with its scope, inputs and filters.
 * @param isStep whether there is a step at an address
 */
export function readPlace(
  words: Words,
  isStep: (address: string) => boolean = (address) => findStep(address) !== null,
): Result<Place> {
  const [address, extra] = words.positionals;
  if (address === undefined)
    return fail(
      "bad-input",
      "Name the step, such as access-key-exposure/user-agents; `steps` lists them.",
    );
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const [playbookId = "", stepId = "", more] = address.split("/");
  if (stepId === "" || more !== undefined)
    return fail(
      "bad-input",
      `“${address}” is not a step: write playbook/step; \`steps\` lists them.`,
    );
  if (!isStep(address)) return fail("not-found", unknownStep(address));
  const [from, to] = [words.text("from"), words.text("to")];
  if (from === undefined || to === undefined)
    return fail(
      "bad-input",
      "Give the time range: --from and --to, UTC, such as 2026-01-31T00:00:00Z.",
    );
  const [fromMs, toMs] = [parseTime(from), parseTime(to)];
  if (fromMs === null || toMs === null)
    return fail(
      "bad-input",
      `“${fromMs === null ? from : to}” is not a UTC time such as 2026-01-31T00:00:00Z.`,
    );
  const inputs = new Map<string, string>();
  for (const assignment of words.list("set")) {
    const at = assignment.indexOf("=");
    if (at < 1) return fail("bad-input", `“--set ${assignment}” is not NAME=VALUE.`);
    const name = assignment.slice(0, at);
    if (inputs.has(name)) return fail("bad-input", `--set names ${name} twice.`);
    inputs.set(name, assignment.slice(at + 1));
  }
  const texts = words.list("filter");
  const [refused] = texts.flatMap((text) => filterSentence(text) ?? []);
  if (refused !== undefined) return fail("bad-input", refused);
  const filters = texts.flatMap((text) => parseFilter(text) ?? []);
  return succeed({
    playbookId,
    stepId,
    scope: { fromMs, toMs, accounts: words.list("account"), regions: words.list("region") },
    inputs: Object.fromEntries(inputs),
    filters,
  });
}
