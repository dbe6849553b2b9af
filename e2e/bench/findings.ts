/**
 * All rules of the watchlist compared with one of them, over the same files: `findings.ts LAKE SIZE
 * REPETITIONS`; writes its rows as JSON. Both compare with the 30 days before.
 */
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { ask, backendOver, requestFor } from "./ask";
import { type Row, row } from "./report";
import { alternate, median, spread } from "./statistics";

const BAR = 3;
const ALL = requestFor("watchlist/findings", [DEMO_FROM, DEMO_TO]);
/** A rule about first uses: it too reads the days before. */
const ONE = requestFor("watchlist/finding-events", [DEMO_FROM, DEMO_TO], {
  rule: "function-first-called",
});

const [lake = "", size = "", repetitions = ""] = process.argv.slice(2);
const place = await backendOver(lake);

const msOf = (request: typeof ALL) => async (index: number) =>
  (await ask(place, request, `repetition-${index}`)).ms;

const bytes: number[] = [];
for (const request of [ONE, ALL]) bytes.push((await ask(place, request, "warm-up")).scannedBytes);
const pairs = await alternate(Number(repetitions), msOf(ALL), msOf(ONE));
const [ofOne = 0, ofAll = 0] = bytes;
const rows: readonly Row[] = [
  row({
    id: `findings-${size}`,
    unit: "ms",
    value: median(pairs.subject),
    reference: median(pairs.reference),
    bar: BAR,
    note: `${spread(pairs)}; all rules read ${ofAll.toLocaleString("en-US")} bytes, one ${ofOne.toLocaleString("en-US")}`,
  }),
];
console.log(JSON.stringify(rows));
process.exit(0);
