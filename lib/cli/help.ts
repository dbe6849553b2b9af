/** The help texts, generated from the commands. */
import { COMMAND_NAMES, COMMANDS, type CommandName, type CommandSpec } from "./commands";

const examplesText = (examples: readonly string[]): string =>
  `Examples:\n${examples.map((words) => `  trailbook ${words}`).join("\n")}`;

/** Two columns, of which the first is as wide as its widest. */
function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

/** What `trailbook --help` writes. */
export function generalHelp(): string {
  const commands = COMMAND_NAMES.map((name) => [name, COMMANDS[name].summary] as const);
  const examples = COMMAND_NAMES.flatMap((name) => COMMANDS[name].examples.slice(0, 1));
  return [
    "Usage: trailbook <command> [options]",
    aligned(commands),
    aligned([
      ["--help", "help; after a command, its options"],
      ["--version", "the version"],
    ]),
    examplesText(examples),
  ].join("\n\n");
}

/** A line for each option. */
export function optionsHelp(options: CommandSpec["options"]): string {
  return aligned(
    Object.entries(options).map(([option, { value, about }]) => [
      `--${option}${value === undefined ? "" : ` ${value}`}`,
      about,
    ]),
  );
}

/** What `--help` writes after a command. */
export function commandHelp(name: CommandName): string {
  const { words, details, options, examples }: CommandSpec = COMMANDS[name];
  const hasOptions = Object.keys(options).length > 0;
  const usage = ["Usage: trailbook", name, words, hasOptions ? "[options]" : ""];
  return [
    usage.filter((part) => part !== "").join(" "),
    details,
    ...(hasOptions ? [optionsHelp(options)] : []),
    examplesText(examples),
  ].join("\n\n");
}
