/** The audit log: everything that a person asked, a JSON line each, beside the lake. */
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { StepRequest } from "@/lib/answers";

/** What was asked: a step's run, the record of one event, or the download of a whole answer. */
export type Audited =
  | {
      readonly did: "run";
      readonly step: string;
      readonly request: StepRequest;
      readonly run: string;
      /** What it was about to read, where that was known. */
      readonly bytes: number | null;
    }
  | { readonly did: "open-record"; readonly eventId: string; readonly at: string }
  /** A run of its own, where no events that are held have the record's. */
  | {
      readonly did: "find-event";
      readonly eventId: string;
      readonly run: string;
      readonly bytes: number | null;
    }
  | { readonly did: "download"; readonly run: string; readonly format: string };

function lineOf(audited: Audited): Readonly<Record<string, unknown>> {
  if (audited.did !== "run") return audited;
  const { did, step, request, run, bytes } = audited;
  const { inputs, source, accounts, regions, from, to, filters } = request;
  return { did, step, inputs, source, accounts, regions, from, to, filters, run, bytes };
}

/** Appends one line. JSON escapes line breaks, so a hostile value cannot forge another. */
export async function audit(dataDir: string, audited: Audited): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const line = JSON.stringify({ time: new Date().toISOString(), ...lineOf(audited) });
  await appendFile(path.join(dataDir, "audit.jsonl"), `${line}\n`);
}
