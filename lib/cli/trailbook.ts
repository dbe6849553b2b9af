/** The command line: the same steps without a browser. */
import { version } from "@/package.json";
import type { Command } from "./arguments";
import { COMMAND_NAMES, type CommandName, isCommandName } from "./commands";
import { commandHelp, generalHelp } from "./help";
import { watchInterrupt } from "./interrupt";
import { didYouMean } from "./nearest";
import { say, write } from "./terminal";

/** A command's modules are loaded when it is run. */
const LOAD: Readonly<Record<CommandName, () => Promise<Command>>> = {
  steps: async () => (await import("./steps")).steps,
  run: async () => (await import("./run")).run,
  sql: async () => (await import("./sql")).sql,
  hunt: async () => (await import("./hunt")).hunt,
  import: async () => (await import("./import")).importCommand,
  export: async () => (await import("./export")).exportCommand,
  repair: async () => (await import("./repair")).repair,
  rules: async () => (await import("./rules")).rules,
  completion: async () => (await import("./completion")).completion,
};

const interrupt = watchInterrupt();

const wantsHelp = (word: string): boolean => word === "--help" || word === "-h";

/** Runs the words; the exit code. */
async function main([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined) {
    say("Name a command; see trailbook --help.");
    return 1;
  }
  if (wantsHelp(name) || name === "help") {
    await write(`${generalHelp()}\n`);
    return 0;
  }
  if (name === "--version" || name === "-v") {
    await write(`trailbook ${version}\n`);
    return 0;
  }
  if (name === "__complete") {
    await (await import("./completion")).complete(words);
    return 0;
  }
  if (!isCommandName(name)) {
    const known = COMMAND_NAMES.join(", ");
    say(`There is no command “${name}”; choose from ${known}.${didYouMean(name, COMMAND_NAMES)}`);
    return 1;
  }
  if (words.some(wantsHelp)) {
    await write(`${commandHelp(name)}\n`);
    return 0;
  }
  const command = await LOAD[name]();
  const result = await command(words, interrupt.on);
  if (!result.ok && !interrupt.hasCome()) say(result.failure.message);
  if (!result.ok) return 1;
  return typeof result.value === "number" ? result.value : 0;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader closed the pipe (`| head`): not an error.
  if (error.code === "EPIPE") process.exit(0);
});

main(process.argv.slice(2))
  .catch((error: unknown) => {
    say(`Unexpected error: ${error instanceof Error ? error.message : error}`);
    return 1;
  })
  .then((exitCode) => {
    // An interrupted process ends when what it started is cancelled.
    if (!interrupt.hasCome()) process.exit(exitCode);
  });
