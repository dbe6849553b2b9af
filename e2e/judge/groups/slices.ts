/** The slice of every playbook about an entity, on every layout. */
import type { Row } from "@/lib/api/run";
import { playbooks } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { openingsSlice } from "@/queries/openings";
import { entityOf, type Playbook } from "@/queries/playbook";
import { is } from "@/queries/query";
import { compileSlice } from "@/queries/slices";
import { type Case, type Engines, type Group, type Shape, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { inputsFor } from "../step-inputs";
import { KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

const MOST_EVENTS = 100_000;

/** Where the engines keep an event: that differs. Not every layout has the columns at the end. */
const FILE = "logfile";
const FILED: readonly string[] = ["filedaccount", "filedregion"];

/**
 * The events of a slice, each once, without where they are filed: queries over a slice leave copies
 * out themselves.
 */
const eventsOnce: Shape = (rows, columns) => {
  const id = columns.indexOf("eventid");
  const seen = new Set<unknown>();
  const isFirst = (row: Row) => {
    const isNew = row[id] === null || !seen.has(row[id]);
    seen.add(row[id]);
    return isNew;
  };
  return rows
    .filter(isFirst)
    .map((row) =>
      row
        .filter((_, index) => !FILED.includes(columns[index] ?? ""))
        .map((cell, index) => (columns[index] === FILE ? null : cell)),
    );
};

async function playbookCases(
  engines: Engines,
  playbook: Playbook,
  on: readonly Layout[],
  window: JudgedWindow,
): Promise<readonly Case[]> {
  const [step] = playbook.steps;
  if (!step) return [];
  const cases: Case[] = [];
  for (const layout of on) {
    const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
    const needed = step.inputs.filter(({ required }) => required);
    const values = await inputsFor(step, needed, lakeScope, lake, engines.lake);
    const where = entityOf(playbook, step, values);
    if (!where) continue;
    const compiled = compileSlice({ where, scope }, source, MOST_EVENTS);
    const expected = compileSlice({ where, scope: lakeScope }, lake, MOST_EVENTS);
    cases.push({
      name: `${layout.name} ${window.name} ${playbook.id}`,
      run: () => sameRows(engines, compiled, expected, eventsOnce),
    });
  }
  return cases;
}

/** The openings of sessions by keys, and of a key that no call returned. */
function openingCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  const query = { where: [is("issuedkey", "ASIAEXAMPLENONE00000")] };
  return on.flatMap((layout): readonly Case[] => {
    const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
    const [slice, expected] = [scope, lakeScope].map((each) => openingsSlice(query, each, false));
    if (!slice || !expected) return [];
    const run = () =>
      sameRows(
        engines,
        compileSlice(slice, source, MOST_EVENTS),
        compileSlice(expected, lake, MOST_EVENTS),
        eventsOnce,
      );
    return [{ name: `${layout.name} ${window.name} openings of sessions`, run }];
  });
}

/** The slice of every playbook in one time range. */
export async function sliceCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const playbook of playbooks)
    cases.push(...(await playbookCases(engines, playbook, on, window)));
  return [...cases, ...openingCases(engines, on, window)];
}

export const slicesGroup: Group = {
  name: "slices",
  cases: async (engines) => [
    ...(await sliceCases(engines, allLayouts, KEY_NIGHT)),
    ...(await sliceCases(engines, allLayouts, NEW_YEAR)),
    ...(await sliceCases(engines, allLayouts, ODD_VALUES)),
  ],
};
