/** The command `sql`: writes the SQL of a step. */
import { readConfig } from "@/lib/config";
import { onlySource } from "@/lib/investigation/choose-source";
import { lakeSource } from "@/lib/lake/lake-source";
import { fail, type Result, succeed } from "@/lib/result";
import { prepare } from "@/lib/runs/prepare";
import { layoutNames, layouts, type Source } from "@/queries/layouts";
import { readChoice, readPlace, readWords, type Words } from "./arguments";
import { COMMANDS } from "./commands";
import { inputSentence } from "./input-sentence";
import { terminalSql, write } from "./terminal";

/** The source that `--layout` and `--table` describe: without them, the local lake. */
function describedSource(words: Words, deliveryLagMs: number): Result<Source> {
  const table = words.text("table");
  const layout = readChoice(words, "layout", layoutNames);
  if (!layout.ok) return layout;
  if (layout.value === undefined)
    return succeed(table === undefined ? lakeSource : { ...lakeSource, table });
  return succeed({
    table: table ?? "cloudtrail",
    layout: layouts[layout.value],
    deliveryLagMs,
    mayHoldDuplicates: true,
  });
}

/** `trailbook sql`. */
export async function sql(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.sql.options);
  if (!words.ok) return words;
  const place = readPlace(words.value);
  if (!place.ok) return place;
  const config = readConfig();
  if (!config.ok) return config;
  const source = describedSource(words.value, config.value.deliveryLagMs);
  if (!source.ok) return source;
  const asked = { place: place.value, columns: null, counts: null };
  const prepared = prepare(asked, onlySource(source.value), config.value.maxWindowDays);
  if (!prepared.ok) return prepared;
  if ("inputProblems" in prepared.value)
    return fail("bad-input", inputSentence(prepared.value.inputProblems));
  await write(`${terminalSql(prepared.value.compiled.sql)}\n`);
  return succeed(undefined);
}
