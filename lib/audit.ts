/** The audit log: everything that a person ran, a JSON line each, beside the lake. */
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { StepRequest } from "@/lib/answers";

export type AuditedRun = {
  readonly address: string;
  readonly request: StepRequest;
  readonly runId: string;
  readonly bytes: number;
};

/** Appends one run. JSON escapes line breaks, so a hostile value cannot forge a line. */
export async function recordRun(dataDir: string, run: AuditedRun): Promise<void> {
  const { inputs, accounts, regions, from, to, filters } = run.request;
  const entry = {
    at: new Date().toISOString(),
    step: run.address,
    inputs,
    accounts,
    regions,
    from,
    to,
    filters,
    run: run.runId,
    bytes: run.bytes,
  };
  await mkdir(dataDir, { recursive: true });
  await appendFile(path.join(dataDir, "audit.jsonl"), `${JSON.stringify(entry)}\n`);
}
