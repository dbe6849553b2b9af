/** What a workgroup sets for the runs in it. */
import { GetWorkGroupCommand, type WorkGroup } from "@aws-sdk/client-athena";
import { fail, type Result, succeed } from "@/lib/result";
import { type Clients, insist } from "./clients";
import type { AthenaSettings } from "./options";
import type { Pace } from "./pace";

export type Workgroup = {
  /** Athena keeps results itself (managed query results); there is no file to read. */
  readonly keepsResults: boolean;
  /** The location that a run has to name for its results; null where the workgroup sets it. */
  readonly outputLocation: string | null;
  /** Earlier results may serve: engine version 3 with results on S3. */
  readonly canReuse: boolean;
  /** A run that scans more is ended, and billed, bytes. */
  readonly cutoffBytes: number | null;
};

const PATIENCE_MS = 6_000;

function read(group: WorkGroup, settings: AthenaSettings): Result<Workgroup> {
  const { workgroup, outputLocation } = settings;
  const configuration = group.Configuration ?? {};
  const keepsResults = configuration.ManagedQueryResultsConfiguration?.Enabled === true;
  const own = configuration.ResultConfiguration?.OutputLocation;
  const decides =
    keepsResults || configuration.EnforceWorkGroupConfiguration === true || Boolean(own);
  if (group.State === "DISABLED") {
    return fail(
      "config",
      `The Athena workgroup “${workgroup}” is disabled: have it enabled, or name another by ATHENA_WORKGROUP.`,
    );
  }
  if (!decides && outputLocation === undefined) {
    return fail(
      "config",
      `The Athena workgroup “${workgroup}” has no place for results: give it an S3 location or managed query results, or set ATHENA_OUTPUT_LOCATION.`,
    );
  }
  const version = configuration.EngineVersion?.EffectiveEngineVersion ?? "";
  return succeed({
    keepsResults,
    outputLocation: decides ? null : (outputLocation ?? null),
    canReuse: /\b3\b/.test(version) && !keepsResults,
    cutoffBytes: configuration.BytesScannedCutoffPerQuery ?? null,
  });
}

/** Reads the workgroup. Fails with a sentence where it does not exist or cannot be used. */
export async function readWorkgroup(
  clients: Clients,
  settings: AthenaSettings,
  pace: Pace,
): Promise<Result<Workgroup>> {
  const { region, workgroup } = settings;
  const context = { action: "athena:GetWorkGroup", region, workgroup };
  const command = new GetWorkGroupCommand({ WorkGroup: workgroup });
  const answer = await insist(pace, context, () => clients.reads.send(command), PATIENCE_MS);
  if (!answer.ok) return fail("engine-failed", answer.trouble.message);
  const group = answer.value.WorkGroup;
  return group
    ? read(group, settings)
    : fail("engine-failed", "Athena's answer about the workgroup is empty.");
}
