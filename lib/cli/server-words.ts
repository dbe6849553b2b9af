/** The words after `npm run demo` and `npm start`. */
import { fail, type Result, succeed } from "@/lib/result";
import { readWords } from "./arguments";
import type { OptionSpec } from "./commands";
import { optionsHelp } from "./help";

type Program = "demo" | "start";

const HELP = { help: { type: "boolean", about: "this help" } } as const;

const PROGRAMS: Readonly<
  Record<Program, { usage: string; details: string; options: Readonly<Record<string, OptionSpec>> }>
> = {
  demo: {
    usage: "npm run demo -- [options]",
    details:
      "Makes a demo account with incidents and serves it on http://localhost:3000, or on the port that PORT names. Builds the app where that is needed.",
    options: {
      logs: {
        type: "string",
        value: "DIR",
        about: "import the CloudTrail files of a folder, and serve them instead",
      },
      ...HELP,
    },
  },
  start: {
    usage: "npm start",
    details:
      "Serves the built app on http://localhost:3000, or on the port that PORT names. docs/configuration.md lists the settings.",
    options: HELP,
  },
};

const USUAL_PORT = 3000;

/** The port to serve on, from the setting PORT. */
export function readPort(text: string | undefined): Result<number> {
  const port = text ? Number(text) : USUAL_PORT;
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? succeed(port)
    : fail("config", `PORT must be a number from 1 to 65535 (got “${text}”).`);
}

export type ServerWords = {
  /** The text to show in place of a start; null where it is not wanted. */
  readonly help: string | null;
  /** The folder to import and serve. */
  readonly logs: string | undefined;
};

/** Reads them. Fails with a sentence about a word or an option that the program does not have. */
export function readServerWords(program: Program, given: readonly string[]): Result<ServerWords> {
  const { usage, details, options } = PROGRAMS[program];
  const words = readWords(given, options);
  if (!words.ok) return words;
  const { flag, text, positionals } = words.value;
  if (flag("help"))
    return succeed({
      help: `Usage: ${usage}\n\n${details}\n\n${optionsHelp(options)}`,
      logs: undefined,
    });
  const [extra] = positionals;
  if (extra === undefined) return succeed({ help: null, logs: text("logs") });
  const hint = "logs" in options ? ` To import a folder: --logs ${extra}.` : "";
  return fail("bad-input", `“${extra}” is one word too many.${hint}`);
}
