/** Opens the Athena engine. */
import { type Result, succeed } from "@/lib/result";
import { createCalls } from "./calls";
import { openClients } from "./clients";
import { type AthenaEngine, createEngine } from "./engine";
import { type AthenaOptions, settingsOf } from "./options";
import { createPace } from "./pace";
import { createResults } from "./results";
import { readWorkgroup } from "./workgroup";

/**
 * Fewer than 20 reads in any second, whoever watches whatever: an account may make 20
 * BatchGetQueryExecution and 100 GetQueryResults a second, and other tools want theirs.
 */
const READS = { perSecond: 11, burst: 8 };

/** An account may start 20 queries a second, and 80 at once after a rest. */
const STARTS = { perSecond: 15, burst: 40 };

/**
 * Reads the workgroup and opens the engine. One for each process. Fails with a sentence where the
 * credentials, the region or the workgroup do not serve.
 */
export async function openAthena(options: AthenaOptions): Promise<Result<AthenaEngine>> {
  const settings = settingsOf(options);
  const clients = openClients(settings);
  const paces = {
    reads: createPace(READS.perSecond, READS.burst),
    control: createPace(STARTS.perSecond, STARTS.burst),
  };
  const workgroup = await readWorkgroup(clients, settings, paces.reads);
  if (!workgroup.ok) {
    clients.destroy();
    return workgroup;
  }
  const results = createResults(clients, paces.reads, settings, workgroup.value.keepsResults);
  const calls = createCalls(clients, paces, settings, workgroup.value);
  return succeed(createEngine(settings, calls, results, clients.destroy));
}
