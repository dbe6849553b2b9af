/**
 * `npm run bench [-- --events N] [--only id,id] [--minutes N]`: measures the app against its bars.
 * The table goes to stdout, the rows to .trailbook/bench.json, and what is being done to stderr.
 */
import { parseArgs } from "node:util";
import { say } from "./data";
import { type Group, groupsAt } from "./groups";
import { type Row, row, table, writeRows } from "./report";

const REPORT = ".trailbook/bench.json";
const SIZES = [1_000_000, 10_000_000];

/** How long fifty analysts work at once. */
const MINUTES = 10;

const { values } = parseArgs({
  options: { events: { type: "string" }, only: { type: "string" }, minutes: { type: "string" } },
});
const events = values.events === undefined ? null : Number(values.events.replaceAll("_", ""));
if (events !== null && !(Number.isInteger(events) && events > 0)) {
  console.error(`--events ${values.events} is not a number of events.`);
  process.exit(1);
}
const minutes = values.minutes === undefined ? MINUTES : Number(values.minutes);
if (!(minutes > 0)) {
  console.error(`--minutes ${values.minutes} is not a number of minutes.`);
  process.exit(1);
}
const only = values.only?.split(",").filter(Boolean) ?? [];

/** An id, or the beginning of some. */
const isSelected = (id: string): boolean =>
  only.length === 0 || only.some((asked) => id.startsWith(asked));

const mayHoldAsked = ({ prefixes, suffix }: Group): boolean =>
  only.length === 0 ||
  only.some((asked) =>
    prefixes.some(
      (prefix) =>
        prefix.startsWith(asked) ||
        // The ids of groups at several sizes differ in their ends.
        (asked.startsWith(prefix) && (asked.endsWith(suffix) || !/-\d+[km]?$/.test(asked))),
    ),
  );

const groups = groupsAt(events === null ? SIZES : [events], minutes).filter(mayHoldAsked);
if (groups.length === 0) {
  console.error(`There is nothing to measure by --only ${values.only}.`);
  process.exit(1);
}

const rows: Row[] = [];
let broken = 0;
for (const { prefixes, suffix, measure } of groups) {
  const name = `${prefixes[0]?.replace(/-$/, "")}${suffix}`;
  say(name);
  try {
    rows.push(...(await measure()).filter(({ id }) => isSelected(id)));
  } catch (error) {
    broken += 1;
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    rows.push(
      row({
        id: name,
        unit: "ms",
        value: 0,
        bar: null,
        holds: false,
        note: `NOT MEASURED: ${reason}`,
      }),
    );
  }
  // After every group, so that a run that is cut short leaves what it has.
  writeRows(REPORT, rows);
}
const missed = rows.filter(({ ok }) => !ok).length;
console.log(table(rows));
console.log(`${rows.length} rows, ${missed} of them not ok; ${REPORT}`);
process.exit(broken > 0 ? 1 : 0);
