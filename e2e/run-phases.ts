/** Runs phases side by side, and keeps their output apart. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { type Phase, toolOf } from "./phases";
import { FAILED, PASSED, type Tally, verdict } from "./tally";

export type Outcome = { readonly phase: Phase; readonly tally: Tally; readonly seconds: number };

const HEARTBEAT_MS = 30_000;

/** Where the output of a phase goes, as it comes or whole at the end. */
type Output = { readonly write: (text: string) => void; readonly end: () => void };

const direct: Output = { write: (text) => process.stdout.write(text), end: () => undefined };

function held(): Output {
  const texts: string[] = [];
  return { write: (text) => texts.push(text), end: () => process.stdout.write(texts.join("")) };
}

/**
 * Runs lanes side by side, and the phases of each in order.
 * @param before finished phases, for phases that need another to have passed
 */
export async function runLanes(
  lanes: readonly (readonly Phase[])[],
  before: readonly Outcome[],
): Promise<readonly Outcome[]> {
  const busy = lanes.filter((lane) => lane.length > 0);
  const open = busy.length > 1 ? held : () => direct;
  const running = new Map<string, number>();
  const heartbeat = setInterval(() => {
    const each = [...running].map(([name, sinceMs]) => `${name} ${seconds(sinceMs).toFixed(0)} s`);
    if (busy.length > 1) console.log(`… running: ${each.join(", ")}`);
  }, HEARTBEAT_MS);
  const outcomes = await Promise.all(
    busy.map(async (lane) => {
      const own: Outcome[] = [];
      for (const phase of lane) {
        running.set(phase.name, performance.now());
        own.push(await run(phase, [...before, ...own], open()));
        running.delete(phase.name);
      }
      return own;
    }),
  );
  clearInterval(heartbeat);
  return outcomes.flat();
}

async function run(phase: Phase, before: readonly Outcome[], output: Output): Promise<Outcome> {
  const broken = before.find(
    ({ phase: { group }, tally }) => group === phase.needs && tally.failed > 0,
  );
  const reason = phase.skipped ?? (broken && `not run, ${broken.phase.name} failed`);
  if (reason !== undefined) {
    console.log(`\n▸ ${phase.name}: ${reason}`);
    const tally = { ...PASSED, passed: 0, skips: [{ name: phase.name, reason }] };
    return { phase, tally, seconds: 0 };
  }
  output.write(`\n▸ ${phase.name}: ${phase.commands.join(" && ")}\n`);
  const startedAt = performance.now();
  // A report of an earlier run must never be taken for this one's.
  if (phase.report) rmSync(phase.report.file, { force: true });
  let succeeded = true;
  for (const command of phase.commands) {
    succeeded &&= await succeeds(command, phase.environment ?? {}, output);
  }
  const tally = count(phase, succeeded, output);
  const took = seconds(startedAt);
  output.write(
    `${tally.failed > 0 ? "✗" : "✓"} ${phase.name}: ${verdict(tally)}, ${took.toFixed(1)} s\n`,
  );
  output.end();
  return { phase, tally, seconds: took };
}

const seconds = (sinceMs: number): number => (performance.now() - sinceMs) / 1000;

function succeeds(
  command: string,
  environment: Readonly<Record<string, string>>,
  output: Output,
): Promise<boolean> {
  const [tool = "", ...args] = command.split(" ");
  const child = spawn(toolOf(tool), args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
    shell: process.platform === "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", output.write);
  }
  return new Promise((resolve) => {
    child.on("error", (error) => {
      output.write(`${error.message}\n`);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
}

function count({ name, report }: Phase, succeeded: boolean, output: Output): Tally {
  if (!report) return succeeded ? PASSED : FAILED;
  try {
    const tally = report.read();
    // A runner can fail without a failing test (a server that never came up), or find no test at all.
    const hollow = tally.failed === 0 && (!succeeded || tally.passed === 0);
    return hollow ? { ...tally, failed: 1 } : tally;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    output.write(`${name} left no readable report: ${reason}\n`);
    return FAILED;
  }
}
