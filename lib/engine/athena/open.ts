/** Opens the Athena engine. */

import { createConnection, openClients } from "@/lib/engine/athena/aws/clients";
import { type AthenaOptions, settingsOf } from "@/lib/engine/athena/aws/options";
import { createBudget } from "@/lib/engine/athena/aws/pace";
import { readWorkgroup, type Workgroup } from "@/lib/engine/athena/aws/workgroup";
import { Results } from "@/lib/engine/athena/results/results";
import { createCalls } from "@/lib/engine/athena/runs/calls";
import { type Result, succeed } from "@/lib/result";
import { type AthenaEngine, createEngine } from "./engine";

/**
 * Fewer than 20 calls in any second, however many subscribers there are: an account may start 20
 * queries and read their states 20 times within a second, and other tools need their part.
 */
const CALLS = { perSecond: 14, burst: 2, inFlight: 4 };

export type OpenedAthena = AthenaEngine & Pick<Workgroup, "cutoffBytes">;

/**
 * Reads the workgroup and opens the engine. One for each process. Fails with a sentence where the
 * credentials, the region or the workgroup cannot be used.
 */
export async function openAthena(
  options: AthenaOptions,
  connection = createConnection(),
): Promise<Result<OpenedAthena>> {
  const settings = settingsOf(options);
  const clients = openClients(settings, connection);
  const budget = createBudget(CALLS);
  const workgroup = await readWorkgroup(clients, settings, budget.answers);
  if (!workgroup.ok) {
    clients.destroy();
    return workgroup;
  }
  const results = new Results(clients, budget.answers, settings, workgroup.value.keepsResults);
  const calls = createCalls(clients, budget, settings, workgroup.value);
  return succeed({
    ...createEngine(settings, calls, results, budget.starts, clients.destroy),
    cutoffBytes: workgroup.value.cutoffBytes,
  });
}
