/** The command line: the same catalogue without a browser. */
import type { Result } from "@/lib/result";
import type { Command } from "./arguments";

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  steps: async () => (await import("./steps")).steps,
  sql: async () => (await import("./sql")).sql,
  run: async () => (await import("./run")).run,
  import: async () => (await import("./import")).importCommand,
};

async function usage(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(
      async ([name, load]) => `  ${name.padEnd(8)} ${(await load()).summary}`,
    ),
  );
  return `Usage: trailbook <command> [options]\n\n${lines.join("\n")}\n\n--help after a command tells its options.`;
}

/** Ends with one clear line on stderr where something is wrong. */
function end(result: Result<void>): never {
  if (result.ok) process.exit(0);
  console.error(result.failure.message.replaceAll("\n", " "));
  process.exit(1);
}

async function main([name, ...words]: readonly string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(await usage());
    process.exit(name === undefined ? 1 : 0);
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(`There is no command “${name}”; there are ${Object.keys(COMMANDS).join(", ")}.`);
    process.exit(1);
  }
  const command = await load();
  if (words.includes("--help") || words.includes("-h")) {
    console.log(command.help);
    process.exit(0);
  }
  end(await command.run(words));
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader closed the pipe (`| head`): it has what it wanted.
  if (error.code === "EPIPE") process.exit(0);
});
await main(process.argv.slice(2));
