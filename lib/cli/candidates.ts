/** What a shell offers for the word at the cursor: `candidate<Tab>description` lines. */
import { fields } from "@/queries/fields";
import { allSteps, findStep } from "@/queries/index";
import { columnsOf } from "@/queries/query";
import {
  COMMAND_NAMES,
  COMMANDS,
  type CommandName,
  type CommandSpec,
  EXPORTS,
  isCommandName,
  type OptionSpec,
  SHELLS,
} from "./commands";

export type Candidate = { readonly word: string; readonly about: string };

const plain = (words: readonly string[]): readonly Candidate[] =>
  words.map((word) => ({ word, about: "" }));

/** The values of an option, for a step where one is named already. */
function valuesOf(option: string, spec: OptionSpec, address: string | undefined, current: string) {
  const step = address === undefined ? undefined : findStep(address)?.step;
  if (option === "set")
    return (step?.inputs ?? []).map(({ name, label }) => ({ word: `${name}=`, about: label }));
  if (option === "filter")
    return fields.map(({ name, label }) => ({ word: `${name}:`, about: label }));
  if (option === "columns") {
    const counted = step?.answer.kind === "counts" ? columnsOf(step.answer) : null;
    const before = current.slice(0, current.lastIndexOf(",") + 1);
    const taken = before.split(",");
    return (counted ?? fields.map(({ name }) => name))
      .filter((name) => !taken.includes(name))
      .map((name) => ({ word: before + name, about: "" }));
  }
  return plain(spec.choices ?? []);
}

function positionalsOf(name: CommandName): readonly Candidate[] {
  if (name === "completion") return plain(SHELLS);
  if (name === "export") return plain(EXPORTS);
  if (name !== "run" && name !== "sql") return [];
  return allSteps.map(({ playbook, step }) => ({
    word: `${playbook.id}/${step.id}`,
    about: step.question,
  }));
}

function candidatesOf(words: readonly string[], current: string): readonly Candidate[] {
  const [name, ...given] = words;
  if (name === undefined)
    return [
      ...COMMAND_NAMES.map((word) => ({ word, about: COMMANDS[word].summary })),
      { word: "--help", about: "help" },
      { word: "--version", about: "the version" },
    ];
  if (!isCommandName(name)) return [];
  const { options }: CommandSpec = COMMANDS[name];
  const optionAt = (index: number) => {
    const option = given[index]?.replace(/^--/, "") ?? "";
    return given[index]?.startsWith("--") && options[option]?.type === "string" ? option : null;
  };
  const [address] = given.filter((word, index) => !word.startsWith("-") && !optionAt(index - 1));
  const option = optionAt(given.length - 1);
  const spec = option === null ? undefined : options[option];
  if (option !== null && spec) return valuesOf(option, spec, address, current);
  // Bash splits at `=` and `:`, so the word is the text after `NAME=` or `FIELD:`, which is free.
  if (["=", ":"].includes(given.at(-1) ?? "")) return [];
  if (address === undefined && !current.startsWith("-")) return positionalsOf(name);
  return [
    ...Object.entries(options).map(([each, { about }]) => ({ word: `--${each}`, about })),
    { word: "--help", about: "help" },
  ];
}

/** The candidates for the last of the words after `trailbook`, which may be empty. */
export function candidates(words: readonly string[]): readonly Candidate[] {
  const current = words.at(-1) ?? "";
  return candidatesOf(words.slice(0, -1), current).filter(({ word }) => word.startsWith(current));
}
