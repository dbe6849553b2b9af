/** Reads a command's words. A mistake is one sentence, never a stack trace. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { StepRequest } from "@/lib/answers";
import { fail, type Result, succeed } from "@/lib/result";
import { parseFilter } from "@/queries/filters";
import { allSteps, findStep } from "@/queries/index";

/** A command: its words in, its exit code out. Data goes to stdout, all else to stderr. */
export type Command = {
  readonly summary: string;
  readonly help: string;
  readonly run: (words: readonly string[]) => Promise<Result<void>>;
};

type Options = NonNullable<ParseArgsConfig["options"]>;

export type Words = {
  readonly positionals: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
};

/** Options of every command that names a scope. */
export const SCOPE_OPTIONS = {
  from: { type: "string" },
  to: { type: "string" },
  account: { type: "string", multiple: true },
  region: { type: "string", multiple: true },
  set: { type: "string", multiple: true },
  filter: { type: "string", multiple: true },
} as const satisfies Options;

export const SCOPE_HELP = `  --from TIME, --to TIME   the window, UTC: 2026-01-31T00:00:00Z; the end is not in it
  --account ID             an account of 12 digits; may be repeated (none = all)
  --region NAME            a region that files were filed in; may be repeated (none = all)
  --set NAME=VALUE         an input of the step; may be repeated
  --filter FIELD:OP:VALUE  a further condition; OP is is, not or contains; or FIELD:empty, FIELD:present`;

/** Parses words against options. */
export function readWords(words: readonly string[], options: Options): Result<Words> {
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
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(
      /\.\s|\n/,
    );
    return fail("bad-input", `${sentence.replace(/\.$/, "")}. See --help.`);
  }
}

/** Says that there is no such step, and names the one that was meant by a part or an ending. */
function unknownStep(address: string): string {
  const near = allSteps.find(({ playbook, step }) => {
    const known = `${playbook.id}/${step.id}`;
    return known.startsWith(address) || address.startsWith(known) || step.id === address;
  });
  const hint = near ? ` Did you mean ${near.playbook.id}/${near.step.id}?` : "";
  return `There is no step “${address}”; \`steps\` lists them.${hint}`;
}

/** The step and scope that the words name, as a request. */
export function readStepRequest(words: Words): Result<StepRequest> {
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
  if (!findStep(address)) return fail("not-found", unknownStep(address));
  const [from, to] = [words.text("from"), words.text("to")];
  if (from === undefined || to === undefined)
    return fail(
      "bad-input",
      "Give the window: --from and --to, UTC, such as 2026-01-31T00:00:00Z.",
    );
  const inputs: Record<string, string> = {};
  for (const assignment of words.list("set")) {
    const at = assignment.indexOf("=");
    if (at < 1) return fail("bad-input", `“--set ${assignment}” is not NAME=VALUE.`);
    inputs[assignment.slice(0, at)] = assignment.slice(at + 1);
  }
  const filters = words.list("filter");
  const broken = filters.find((text) => parseFilter(text) === null);
  if (broken !== undefined)
    return fail(
      "bad-input",
      `“--filter ${broken}” is not FIELD:OP:VALUE, such as eventname:is:CreateUser, errorcode:denied or errorcode:empty, with a field that the log has.`,
    );
  return succeed({
    playbookId,
    stepId,
    inputs,
    accounts: words.list("account"),
    regions: words.list("region"),
    from,
    to,
    filters,
  });
}
