/** The whole record of one event: to the letter from its log file, or rebuilt from the columns. */
import { doneColumns } from "@/lib/answer-rows";
import type { EventRecord } from "@/lib/answers";
import { chooseSource } from "@/lib/choose-source";
import type { Workplace } from "@/lib/engine";
import { readRecord } from "@/lib/lake/record";
import { rebuildRecord } from "@/lib/rebuild-record";
import { fail, type Result, succeed } from "@/lib/result";
import { runToken } from "@/lib/run-token";
import { compile } from "@/queries/compile";
import { fields } from "@/queries/fields";
import { literalProblem } from "@/queries/literal";
import { is } from "@/queries/query";
import { parseTime } from "@/queries/scope";

/**
 * Finds an event by its id in the second that it happened, and so in its day's partitions. Without
 * a name the source is the one configured.
 */
export async function findRecord(
  { engine, sources, holdings }: Workplace,
  eventId: string,
  at: string,
  sourceName: string | undefined,
): Promise<Result<EventRecord>> {
  const atMs = parseTime(at);
  if (atMs === null || eventId === "" || literalProblem(eventId) !== null) {
    return fail("bad-input", "An event is found by its id and its UTC time.");
  }
  const source = chooseSource(sources, sourceName);
  if (!source.ok) return source;
  const held = await holdings(source.value);
  if (!held.ok) return held;
  const query = {
    where: [is("eventid", eventId)],
    answer: { kind: "events", columns: fields.map(({ name }) => name) },
    limit: 1,
  } as const;
  const scope = { accounts: [], regions: [], fromMs: atMs, toMs: atMs + 1000 };
  const compiled = compile(query, scope, source.value.source);
  if ("refused" in compiled) return fail("bad-input", compiled.refused);
  const { sql, plan } = compiled;
  const epoch = held.value.epochOf(plan.deliveredUntilMs);
  const started = await engine.start(sql, runToken(sql, epoch.name, null), epoch.reuseMinutes);
  if (!started.ok) return started;
  const columns = await doneColumns(engine, started.value);
  if (!columns.ok) return columns;
  const page = await engine.rows(started.value, null);
  if (!page.ok) return page;
  const [row] = page.value.rows;
  if (!row) return fail("not-found", "No event of this id was made at this time.");
  const values = new Map(columns.value.map((name, index) => [name, row[index] ?? null]));
  const sourceFile = values.get("logfile");
  const file = typeof sourceFile === "string" ? sourceFile : null;
  const letter = file === null ? null : await readRecord(file, eventId);
  if (letter?.ok) return succeed({ text: letter.value, exact: true, sourceFile: file });
  return succeed({ text: rebuildRecord(values), exact: false, sourceFile: file });
}
