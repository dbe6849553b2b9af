/** `trailbook run`: a step's rows from the configured engine. */

import type { Estimate } from "@/lib/api/answers";
import { type Backend, backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import { sourceOf } from "@/lib/investigation/investigation";
import { fail, type Result, succeed } from "@/lib/result";
import { chooseColumns } from "@/lib/runs/download";
import { partsOf, startHits } from "@/lib/runs/hits";
import { estimateStepWithin, prepareStep } from "@/lib/runs/prepare-step";
import type { RunRequest } from "@/lib/runs/request";
import { endedWithoutRows, skippedOf } from "@/lib/text/read-files";
import { findStep } from "@/queries/index";
import { readChoice, readPlace, readWords, type Words } from "./arguments";
import { readColumns } from "./columns";
import { COMMANDS, FORMATS, type Format } from "./commands";
import { emptySentence } from "./empty-sentence";
import type { OnInterrupt } from "./interrupt";
import { writeRows } from "./output";
import { runParts } from "./run-parts";
import { isSigmaStep, readSigmaRun } from "./sigma-steps";
import { type Started, startBy, startRun } from "./start-run";
import { say } from "./terminal";

/** The longest wait for the sizes; a listing has its own, shorter time limit. */
const LISTING_MS = 30_000;

/** A query, and how its rows are written. */
type Asked = {
  readonly start: (backend: Backend) => Promise<Result<Started>>;
  /** Its estimate, for which it may wait; null where there is none. */
  readonly estimate: (backend: Backend) => Promise<Estimate | null>;
  readonly columns: readonly string[];
  readonly format: Format;
};

/** The estimate of a step. */
async function estimateOf(backend: Backend, request: RunRequest): Promise<Estimate | null> {
  const step = await prepareStep(backend, request);
  return "kind" in step ? null : estimateStepWithin(step, LISTING_MS);
}

/** Starts a run, waits for it and writes its rows. */
async function runAndWrite(asked: Asked, onInterrupt: OnInterrupt): Promise<Result<void>> {
  const { start, columns, format } = asked;
  const opened = await backend();
  if (!opened.ok) return opened;
  const { engine, close } = opened.value;
  let running: string | null = null;
  onInterrupt(async () => {
    // Closing the backend ends Athena's runs; the embedded engine has to be interrupted.
    await close();
    if (running !== null) await engine.cancel(running, "person");
  });
  const started = await start(opened.value);
  if (!started.ok) return started;
  const { runId, estimate } = started.value;
  running = runId;
  const found = await doneColumns(engine, runId);
  if (!found.ok) return found;
  const { pages } = chooseColumns(found.value, engine.allRows(runId), columns);
  await writeRows(format, columns, pages);
  const state = (await engine.states([runId])).get(runId);
  if (!state || !endedWithoutRows(state)) {
    for (const sentence of skippedOf(estimate)) say(sentence);
    return succeed(undefined);
  }
  // The estimate may not have been known when the run started.
  const atEnd = estimate.isListing ? await asked.estimate(opened.value) : estimate;
  say(emptySentence(atEnd ?? estimate, state));
  return succeed(undefined);
}

/** A run over the rules of a folder. */
async function runSigma(words: Words, format: Format, onInterrupt: OnInterrupt) {
  const asked = await readSigmaRun(words);
  if (!asked.ok) return asked;
  const { columns, request } = asked.value;
  const opened = await backend();
  if (!opened.ok) return opened;
  const parts = partsOf(opened.value, request);
  if (!parts.ok) return parts;
  if (parts.value.length > 1)
    return runParts(opened.value, parts.value, { columns, format }, onInterrupt);
  const start = (place: Backend) => startBy(() => startHits(place, request));
  return runAndWrite({ start, columns, format, estimate: async () => null }, onInterrupt);
}

/** `trailbook run`. */
export async function run(
  given: readonly string[],
  onInterrupt: OnInterrupt,
): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.run.options);
  if (!words.ok) return words;
  const { text, flag } = words.value;
  const chosen = readChoice(words.value, "format", FORMATS);
  if (!chosen.ok) return chosen;
  const format = chosen.value ?? "table";
  if (isSigmaStep(words.value.positionals[0])) return runSigma(words.value, format, onInterrupt);
  const place = readPlace(words.value);
  if (!place.ok) return place;
  const { playbookId, stepId } = place.value;
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  if (!step) return fail("not-found", `There is no step “${playbookId}/${stepId}”.`);
  const columns = readColumns(text("columns"), step.answer);
  if (!columns.ok) return columns;
  const { queried, shown } = columns.value;
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
  return runAndWrite(
    {
      start: (place) => startRun(place, asked),
      estimate: (place) => estimateOf(place, asked),
      columns: shown,
      format,
    },
    onInterrupt,
  );
}
