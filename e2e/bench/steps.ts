/**
 * Aggregate steps through the app compared with the same SQL in a bare DuckDB over the same files. Run as a
 * process: `steps.ts LAKE SIZE REPETITIONS`; writes its rows as JSON.
 */
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { CI_DEPLOY } from "@/lib/demo/people";
import { ask, asText, backendOver, requestFor } from "./ask";
import { openBareLake } from "./bare-lake";
import { type Row, row } from "./report";
import { alternate, median, spread } from "./statistics";

const BAR = 1.15;
const WARM_UPS = 2;

const STEPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "access-key-exposure/user-agents": { accessKeyId: CI_DEPLOY.accessKeyId },
  "general-purpose/common-actions": {},
  "general-purpose/most-denied-principals": {},
  "ec2-instance-compromise/most-denied-actions": {},
  "watchlist/iam-changes": {},
};

const [lake = "", size = "", repetitions = ""] = process.argv.slice(2);
const place = await backendOver(lake);
const bare = await openBareLake(lake);

async function measure(address: string, inputs: Readonly<Record<string, string>>): Promise<Row> {
  const request = requestFor(address, [DEMO_FROM, DEMO_TO], inputs);
  // The first runs of a process, and the first reads of a file, are not what is compared.
  for (let index = 0; index < WARM_UPS; index += 1) await ask(place, request, `warm-up-${index}`);
  const warm = await ask(place, request, "warm");
  const sql = warm.sql;
  const bareAnswer = asText((await bare.runAndReadAll(sql)).getRows());
  const engineMs: number[] = [];
  const pairs = await alternate(
    Number(repetitions),
    async (index) => {
      const answered = await ask(place, request, `repetition-${index}`);
      engineMs.push(answered.engineMs);
      return answered.ms;
    },
    async () => {
      const startedAt = performance.now();
      await bare.runAndReadAll(sql);
      return performance.now() - startedAt;
    },
  );
  const isSame = asText(warm.rows) === bareAnswer;
  return row({
    id: `step-${address}-${size}`,
    unit: "ms",
    value: median(pairs.subject),
    reference: median(pairs.reference),
    bar: BAR,
    holds: isSame,
    note: `${spread(pairs)}; of it in the engine ${median(engineMs)} ms; ${warm.rows.length} rows, ${isSame ? "the same" : "OTHERS in bare DuckDB"}`,
  });
}

const rows: Row[] = [];
for (const [address, inputs] of Object.entries(STEPS)) rows.push(await measure(address, inputs));
console.log(JSON.stringify(rows));
process.exit(0);
