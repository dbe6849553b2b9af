/** `trailbook run`: a step's rows from the configured engine. */

import type { Estimate } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { type Backend, backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import { sourceOf } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { chooseColumns } from "@/lib/runs/download";
import { estimateStepWithin, prepareStep } from "@/lib/runs/prepare-step";
import type { RunRequest } from "@/lib/runs/request";
import { endedWithoutRows, noRowsOf, skippedOf } from "@/lib/text/no-rows";
import { findStep } from "@/queries/index";
import { readChoice, readPlace, readWords } from "./arguments";
import { readColumns } from "./columns";
import { COMMANDS, FORMATS } from "./commands";
import type { OnInterrupt } from "./interrupt";
import { writeRows } from "./output";
import { type Started, startRun } from "./start-run";
import { say } from "./terminal";

/** The same sentences as on the page: “no events” and “no data” differ. */
function emptySentence(estimate: Estimate, state: RunState): string {
  const { kind, title, sentences, caveats } = noRowsOf(estimate, state);
  const found = kind === "events" ? ["No event in the logs matches."] : [];
  return `${title}: ${[...found, ...sentences, ...caveats].join(" ")}`;
}

/** The longest wait for the sizes; a listing has its own, shorter time limit. */
const LISTING_MS = 30_000;

/** The estimate, if it was not known when the run started. */
async function estimateAtEnd(
  backend: Backend,
  request: RunRequest,
  { estimate }: Started,
): Promise<Estimate> {
  if (!estimate.isListing) return estimate;
  const step = await prepareStep(backend, request);
  return "kind" in step ? estimate : estimateStepWithin(step, LISTING_MS);
}

/** `trailbook run`. */
export async function run(
  given: readonly string[],
  onInterrupt: OnInterrupt,
): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.run.options);
  if (!words.ok) return words;
  const { text, flag } = words.value;
  const place = readPlace(words.value);
  if (!place.ok) return place;
  const format = readChoice(words.value, "format", FORMATS);
  if (!format.ok) return format;
  const { playbookId, stepId } = place.value;
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  if (!step) return fail("not-found", `There is no step “${playbookId}/${stepId}”.`);
  const columns = readColumns(text("columns"), step.answer);
  if (!columns.ok) return columns;
  const { queried, shown } = columns.value;

  const opened = await backend();
  if (!opened.ok) return opened;
  const { engine, allRows, close } = opened.value;
  let running: string | null = null;
  onInterrupt(async () => {
    // Closing the backend ends Athena's runs; the embedded engine has to be interrupted.
    await close();
    if (running !== null) await engine.cancel(running, "person");
  });
  const source = text("table");
  const asked: RunRequest = {
    place: { ...place.value, ...sourceOf({ source }) },
    columns: queried,
    counts: null,
    mode: "open",
    confirmed: flag("yes"),
    withRows: false,
    linkedRunId: null,
  };
  const started = await startRun(opened.value, asked);
  if (!started.ok) return started;
  const { runId, estimate } = started.value;
  running = runId;
  const found = await doneColumns(engine, runId);
  if (!found.ok) return found;
  const { pages } = chooseColumns(found.value, allRows(runId), shown);
  await writeRows(format.value ?? "table", shown, pages);
  const state = (await engine.states([runId])).get(runId);
  if (!state || !endedWithoutRows(state)) {
    for (const sentence of skippedOf(estimate)) say(sentence);
    return succeed(undefined);
  }
  say(emptySentence(await estimateAtEnd(opened.value, asked, started.value), state));
  return succeed(undefined);
}
