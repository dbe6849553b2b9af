/** What each command is: its options, help and examples. The parser, `--help` and completion read this. */
import { layoutNames } from "@/queries/layouts";
import { SEVERITIES } from "@/queries/watchlist/rule";

export const FORMATS = ["table", "json", "jsonl", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** Alerts of a hunt: a sentence each for people, or a JSON object a line. */
export const HUNT_FORMATS = ["text", "jsonl"] as const;
export type HuntFormat = (typeof HUNT_FORMATS)[number];

/** What event patterns are written for. */
export const EXPORT_FORMATS = ["cloudformation", "terraform", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORTS = ["eventbridge"] as const;

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export type OptionSpec = {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** The placeholder of the value in help; none for a flag. */
  readonly value?: string;
  /** The possible values, if they are few. */
  readonly choices?: readonly string[];
  readonly about: string;
};

type Options = Readonly<Record<string, OptionSpec>>;

export type CommandSpec = {
  readonly summary: string;
  /** The words after the command's name. */
  readonly words: string;
  readonly details: string;
  readonly options: Options;
  readonly examples: readonly string[];
};

/** Options of every command that takes a scope. */
const SCOPE = {
  from: { type: "string", value: "TIME", about: "start, UTC: 2026-01-31T00:00:00Z" },
  to: { type: "string", value: "TIME", about: "end, UTC, not included" },
  account: {
    type: "string",
    multiple: true,
    value: "ID",
    about: "an account of 12 digits; repeatable (none = all)",
  },
  region: {
    type: "string",
    multiple: true,
    value: "NAME",
    about: "a region that files are stored under; repeatable (none = all)",
  },
  set: {
    type: "string",
    multiple: true,
    value: "NAME=VALUE",
    about: "an input of the step; repeatable",
  },
  filter: {
    type: "string",
    multiple: true,
    value: "FIELD:OP:VALUE",
    about:
      "OP: is, exactly, not, contains, lacks, starts, any (A,B,C), within (a network); or FIELD:empty, FIELD:present; FIELD may be anywhere; repeatable",
  },
} as const satisfies Options;

const JSON_OPTION = { type: "boolean" } as const;
const KEY_QUESTION =
  "access-key-exposure/user-agents --set accessKeyId=AKIA3TQ5EXAMPLE7QXWZ --from 2026-03-19T00:00:00Z --to 2026-03-20T00:00:00Z";

export const COMMANDS = {
  steps: {
    summary: "list every step: id, title, inputs, columns",
    words: "",
    details: "Lists every step of every playbook.",
    options: {
      json: {
        ...JSON_OPTION,
        about: "an array of objects: id, title, playbook, why, inputs, columns, limit",
      },
    },
    examples: ["steps", "steps --json"],
  },
  run: {
    summary: "run a step on the configured engine",
    words: "<playbook>/<step>",
    details: "Runs a step and writes its rows to stdout. Ctrl-C cancels the run.",
    options: {
      ...SCOPE,
      table: { type: "string", value: "NAME", about: "the table, where there are several" },
      columns: {
        type: "string",
        value: "A,B,C",
        about: "columns, in this order; any field for a listing of events",
      },
      format: {
        type: "string",
        value: "FORMAT",
        choices: FORMATS,
        about: `${FORMATS.join(", ")} (default table)`,
      },
      yes: { type: "boolean", about: "run even if it scans more than the configured limit" },
    },
    examples: [
      `run ${KEY_QUESTION}`,
      "run watchlist/root-usage --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z --columns eventtime,eventname,sourceipaddress --format jsonl",
      "run general-purpose/search --set eventName=CreateUser --filter outcome:is:success --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z",
    ],
  },
  sql: {
    summary: "write the Athena SQL of a step, nothing else",
    words: "<playbook>/<step>",
    details: "Writes the SQL of a step. Nothing is run.",
    options: {
      ...SCOPE,
      layout: {
        type: "string",
        value: "NAME",
        choices: layoutNames,
        about: `how the table is partitioned: ${layoutNames.join(", ")}`,
      },
      table: { type: "string", value: "NAME", about: "the table, or database.table" },
    },
    examples: [`sql ${KEY_QUESTION} --layout hive-org --table ir.cloudtrail`],
  },
  hunt: {
    summary: "report what the watchlist and Sigma rules find in new logs, once each",
    words: "",
    details:
      "Checks the logs since the last hunt, and the last 24 hours again for late ones. Nothing is\nreported twice. Alerts go to stdout and to TRAILBOOK_WEBHOOK; TRAILBOOK_URL makes their links\nwhole addresses. Exit codes: 0 nothing new, 10 new findings, 1 failed, not delivered or no\nlogs, 2 wrong usage. Findings that are suppressed on the page are not reported.\nTRAILBOOK_RULES names a folder of Sigma rules whose hits are reported too.\nOn Athena, each hunt scans the logs of about 31 days: some $0.50 for 100 GB of logs\na month, at $5 per TB.",
    options: {
      since: {
        type: "string",
        value: "DURATION",
        about: "how far the first hunt looks back: 90m, 24h, 7d (default 24h)",
      },
      late: {
        type: "string",
        value: "DURATION",
        about: "how late logs may come (default 24h)",
      },
      "new-rules": {
        type: "string",
        value: "DURATION",
        about: "how far back to look for Sigma rules that are new (default not at all)",
      },
      "min-severity": {
        type: "string",
        value: "SEVERITY",
        choices: SEVERITIES,
        about: `${SEVERITIES.join(", ")} (default medium)`,
      },
      format: {
        type: "string",
        value: "FORMAT",
        choices: HUNT_FORMATS,
        about: `${HUNT_FORMATS.join(", ")} (default text)`,
      },
      table: { type: "string", value: "NAME", about: "the table, where there are several" },
      "dry-run": { type: "boolean", about: "show what is new; deliver and remember nothing" },
      yes: { type: "boolean", about: "run even if it scans more than the configured limit" },
    },
    examples: ["hunt", "hunt --since 7d --dry-run", "hunt --min-severity high --format jsonl"],
  },
  import: {
    summary: "import a folder of CloudTrail files into the local lake",
    words: "<dir>",
    details:
      "Takes a copy of an S3 trail, loose .json and .json.gz files, JSON lines, and what\nlookup-events, CloudWatch Logs, Firehose, EventBridge, SNS, CloudTrail Lake, Splunk,\nElastic and Wazuh write. It can be run again: nothing is imported twice. What is\nskipped or damaged is listed by reason. TRAILBOOK_DATA names the folder of the lake.",
    options: {
      json: {
        ...JSON_OPTION,
        about: "files, events, bytes and the skipped files with their reasons",
      },
    },
    examples: ["import path/to/AWSLogs", "import path/to/AWSLogs --json"],
  },
  export: {
    summary: "write the watchlist's rules as EventBridge patterns",
    words: EXPORTS.join("|"),
    details:
      "Writes a template with an EventBridge rule for each rule of the watchlist that one event\ndecides. The other rules are listed on stderr with the reason.",
    options: {
      format: {
        type: "string",
        value: "FORMAT",
        choices: EXPORT_FORMATS,
        about: `${EXPORT_FORMATS.join(", ")} (default cloudformation)`,
      },
      "min-severity": {
        type: "string",
        value: "SEVERITY",
        choices: SEVERITIES,
        about: `${SEVERITIES.join(", ")} (default medium)`,
      },
    },
    examples: [
      "export eventbridge > trailbook-rules.json",
      "export eventbridge --format terraform > trailbook.tf.json",
    ],
  },
  repair: {
    summary: "rebuild the manifest of the local lake from its journal",
    words: "",
    details:
      "Rebuilds a manifest.json that is damaged or missing. The journal and the events stay as\nthey are. TRAILBOOK_DATA names the folder of the lake.",
    options: {},
    examples: ["repair"],
  },
  rules: {
    summary: "list the Sigma rules that were read and refused",
    words: "",
    details:
      "Reads the Sigma rules for aws/cloudtrail in the folder that TRAILBOOK_RULES names, and lists\nthem with their question in words, then what was refused and why. Exit code 1 if anything\nwas refused. Their hits: run sigma/hits and run sigma/hit-events.",
    options: {
      format: {
        type: "string",
        value: "FORMAT",
        choices: ["table", "json"],
        about: "table, json (default table)",
      },
    },
    examples: ["rules", "rules --format json"],
  },
  completion: {
    summary: "write a completion script for a shell",
    words: SHELLS.join("|"),
    details: "Completes commands, steps, options, inputs, fields, formats and layouts.",
    options: {},
    examples: [
      "completion bash > ~/.local/share/bash-completion/completions/trailbook",
      "completion zsh > ~/.zfunc/_trailbook",
      "completion fish > ~/.config/fish/completions/trailbook.fish",
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** Whether a word from outside names a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
