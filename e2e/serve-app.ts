/** The built app over a fresh data folder, the way `npm start` serves it, long links included. */
import { join } from "node:path";
import { serve } from "@/lib/cli/serve";
import { athenaEnvironment } from "./athena-environment";
import { startAthenaServer } from "./athena-server";
import { freshData } from "./lake";
import type { EngineOption } from "./pages/test";

/** Athena takes seconds to start and end; here just enough to see queued and running. */
const ATHENA_DELAYS = { queueDelayMs: 30, queryDelayMs: 90 };

export type AppOnData = {
  /** The name of its data folder, which no other server uses. */
  readonly name: string;
  readonly port: number;
  readonly data: "demo" | "empty";
  readonly engine: EngineOption["engine"];
  /** Statements that Athena has queued or running at once, before it refuses more. */
  readonly athenaSlots?: number | undefined;
  /** How long Athena takes for a statement, where that is not just enough to see it run. */
  readonly athenaQueryMs?: number | undefined;
  /** Further settings of the app. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
};

/** Serves until the app ends; its exit code. The Athena of an app lives as long as this process. */
export async function serveApp(app: AppOnData): Promise<number> {
  const folder = await freshData(app.name, app.data);
  return serve(app.port, { ...(await environmentOn(folder, app)), ...app.settings });
}

/** The Athena of the tests reads the same lake. */
async function environmentOn(data: string, { engine, athenaSlots, athenaQueryMs }: AppOnData) {
  if (engine === "duckdb") return { TRAILBOOK_ENGINE: "duckdb", TRAILBOOK_DATA: data };
  const athena = await startAthenaServer({
    lake: data,
    // Removed at the next start: this process may be killed before it can do so.
    resultsDir: join(data, "athena-results"),
    ...ATHENA_DELAYS,
    ...(athenaSlots === undefined ? {} : { concurrentDml: athenaSlots }),
    ...(athenaQueryMs === undefined ? {} : { queryDelayMs: athenaQueryMs }),
  });
  return athenaEnvironment(athena.url, data);
}
