/** What an answer showed, to compare after going back by history, path or link. */
import { expect } from "@playwright/test";
import { headingOf } from "@/components/cell/column-heading";
import { columnsWith } from "@/queries/added-columns";
import { findStep } from "@/queries/index";
import { VALUE_COLUMNS } from "@/queries/signals/value-columns";
import type { Workbench } from "./workbench";

/** Rows compared: enough to distinguish answers, few enough to be drawn on any screen. */
const COMPARED = 5;

type Visit = {
  readonly step: string;
  readonly rows: number;
  readonly stops: readonly string[];
  readonly first: readonly (readonly string[])[];
};

/** The first rows, without what the page adds to each value: it is known later than the rows. */
async function firstRows(workbench: Workbench, step: string): Promise<Visit["first"]> {
  const found = findStep(step);
  const own = found ? columnsWith(found.step.answer, null) : [];
  const added = VALUE_COLUMNS.filter((column) => !own.includes(column)).map(headingOf);
  const headings = await workbench.headings();
  const rows = (await workbench.texts()).slice(0, COMPARED);
  return rows.map((cells) => cells.filter((_, at) => !added.includes(headings[at] ?? "")));
}

/** Notes what is shown, after checking the step and its row count. */
export async function visit(workbench: Workbench, step: string, rows: number): Promise<Visit> {
  await workbench.shows(step);
  await workbench.hasRows(rows);
  return { step, rows, stops: await workbench.stops(), first: await firstRows(workbench, step) };
}

/** The same answer, the same rows, the same path. */
export async function showsAgain(workbench: Workbench, seen: Visit): Promise<void> {
  await workbench.shows(seen.step);
  await workbench.hasRows(seen.rows);
  await expect.poll(() => workbench.stops()).toEqual(seen.stops);
  await expect.poll(() => firstRows(workbench, seen.step)).toEqual(seen.first);
}

/** From the last of the visits back to the first and forward again, by the browser's own buttons. */
export async function goBackAndForth(
  workbench: Workbench,
  visits: readonly Visit[],
): Promise<void> {
  for (const seen of visits.slice(0, -1).reverse()) {
    await workbench.page.goBack();
    await showsAgain(workbench, seen);
  }
  for (const seen of visits.slice(1)) {
    await workbench.page.goForward();
    await showsAgain(workbench, seen);
  }
}
