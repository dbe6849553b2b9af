import { onlySource } from "@/lib/choose-source";
import { readConfig } from "@/lib/config";
import { prepare } from "@/lib/prepare";
import { fail, type Result, succeed } from "@/lib/result";
import { lakeSource } from "@/lib/source";
import { isLayoutName, layoutNames, layouts, type Source } from "@/queries/layouts";
import { type Command, readStepRequest, readWords, SCOPE_HELP, SCOPE_OPTIONS } from "./arguments";

/** The source that `--layout` and `--table` describe: without them, the one configured. */
function describedSource(
  layout: string | undefined,
  table: string | undefined,
  deliveryLagMs: number,
): Result<Source> {
  if (layout === undefined)
    return succeed(table === undefined ? lakeSource : { ...lakeSource, table });
  if (!isLayoutName(layout))
    return fail(
      "bad-input",
      `There is no layout “${layout}”; there are ${layoutNames.join(", ")}.`,
    );
  return succeed({
    table: table ?? "cloudtrail",
    layout: layouts[layout],
    deliveryLagMs,
    mayHoldDuplicates: true,
  });
}

/** Says what is wrong with a step's inputs, the first of them. */
export function inputSentence(problems: Readonly<Record<string, string>>): string {
  const [[name, reason] = ["", ""]] = Object.entries(problems);
  return `--set ${name}=…: ${reason}`;
}

export const sql: Command = {
  summary: "the Athena SQL of a step, nothing else",
  help: `Usage: trailbook sql <playbook>/<step> --from TIME --to TIME [options]

${SCOPE_HELP}
  --layout NAME            how the table is partitioned: ${layoutNames.join(", ")}
  --table NAME             the table, or database.table`,
  async run(given) {
    const words = readWords(given, {
      ...SCOPE_OPTIONS,
      layout: { type: "string" },
      table: { type: "string" },
    });
    if (!words.ok) return words;
    const request = readStepRequest(words.value);
    if (!request.ok) return request;
    const config = readConfig();
    if (!config.ok) return config;
    const { text } = words.value;
    const source = describedSource(text("layout"), text("table"), config.value.deliveryLagMs);
    if (!source.ok) return source;
    const prepared = prepare(request.value, onlySource(source.value), config.value.maxWindowDays);
    if (!prepared.ok) return prepared;
    if ("inputProblems" in prepared.value)
      return fail("bad-input", inputSentence(prepared.value.inputProblems));
    console.log(prepared.value.compiled.sql);
    return succeed(undefined);
  },
};
