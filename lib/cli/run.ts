import { doneColumns } from "@/lib/answer-rows";
import type { Estimate } from "@/lib/answers";
import { workplace } from "@/lib/engine";
import { formatBytes } from "@/lib/format";
import { fail, succeed } from "@/lib/result";
import { startSteps } from "@/lib/runs";
import { type Command, readStepRequest, readWords, SCOPE_HELP, SCOPE_OPTIONS } from "./arguments";
import { FORMATS, writeAnswer } from "./output";
import { inputSentence } from "./sql";

/** Nothing found is told apart from nothing there to look through. */
function emptySentence({ reads }: Estimate): string {
  if (reads?.partitions === 0) {
    return "No data: there are no logs for this window, these accounts and these regions.";
  }
  const days = reads?.daysWithoutData ?? [];
  const missing = days.length === 0 ? "" : ` There are no logs for ${days.join(", ")}.`;
  return `No events: the logs hold none that match.${missing}`;
}

export const run: Command = {
  summary: "runs a step on the configured engine",
  help: `Usage: trailbook run <playbook>/<step> --from TIME --to TIME [options]

${SCOPE_HELP}
  --table NAME             the table to ask, where there are several
  --format FORM            ${FORMATS.join(", ")} (default table)
  --yes                    run also what reads more than the configured limit`,
  async run(given) {
    const words = readWords(given, {
      ...SCOPE_OPTIONS,
      table: { type: "string" },
      format: { type: "string" },
      yes: { type: "boolean" },
    });
    if (!words.ok) return words;
    const request = readStepRequest(words.value);
    if (!request.ok) return request;
    const asked = words.value.text("format") ?? "table";
    const format = FORMATS.find((known) => known === asked);
    if (!format)
      return fail("bad-input", `There is no format “${asked}”; there are ${FORMATS.join(", ")}.`);
    const place = await workplace();
    if (!place.ok) return place;
    // One question alone is cheapest asked of the source.
    const source = words.value.text("table");
    const confirmed = words.value.flag("yes");
    const asks = { ...request.value, ...(source === undefined ? {} : { source }), confirmed };
    const ask = () => startSteps({ ...place.value, slices: null }, [asks]);
    let [answer] = await ask();
    while (answer?.kind === "estimating") [answer] = await ask();
    if (!answer || answer.kind === "would-scan") return fail("bad-input", "Nothing was run.");
    if (answer.kind === "refused" || answer.kind === "other-query")
      return fail("bad-input", answer.message);
    if (answer.kind === "needs-inputs") return fail("bad-input", inputSentence(answer.problems));
    if (answer.kind === "asks-first") {
      const { estimate, limitBytes } = answer;
      const { reads, unknown } = estimate;
      return fail(
        "over-limit",
        reads === null
          ? `${unknown} It may be over ${formatBytes(limitBytes)}; say --yes to run it.`
          : `The run would read ${formatBytes(reads.bytes)} in ${reads.partitions} partitions, more than ${formatBytes(Math.min(limitBytes, estimate.cutoffBytes ?? limitBytes))}; say --yes to run it.`,
      );
    }
    const { engine, allRows } = place.value;
    const columns = await doneColumns(engine, answer.runId);
    if (!columns.ok) return columns;
    await writeAnswer(format, columns.value, allRows(answer.runId));
    const state = (await engine.states([answer.runId])).get(answer.runId);
    if (state?.state === "done" && state.rowCount === 0)
      console.error(emptySentence(answer.estimate));
    return succeed(undefined);
  },
};
