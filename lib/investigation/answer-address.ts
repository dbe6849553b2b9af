/** The address of an answer's rows: one text for each visit of the same rows. */
import { formatInvestigation, type Investigation } from "./investigation";
import { usualTable } from "./link-table";

/** The URL of an investigation without the open event, its run, and how its table is shown. */
export function answerAddress(investigation: Investigation): string {
  const { isGrouped, facets } = investigation;
  const table = { ...usualTable(investigation), isGrouped, facets };
  return formatInvestigation({ ...investigation, ...table, event: null, runId: null });
}
