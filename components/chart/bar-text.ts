/** What a bar's label says of a key: there is no heading above it that says which field it is. */
import { type CellContent, cellContent, type RowFacts } from "@/components/cell/cell-content";
import { headingOf } from "@/components/cell/column-heading";
import { withinSentence } from "@/lib/text/format";

const EMPTY_TEXT = "–";

/** The content of a key: `no resource` where the events have none, `via AWS service` for a channel. */
export function barContent(column: string, key: string | null, facts?: RowFacts): CellContent {
  const content = cellContent(column, key, facts);
  if (content.text === EMPTY_TEXT && key === null)
    return { ...content, text: `no ${withinSentence(headingOf(column))}` };
  // “alice · AWS service” would read as if alice were one.
  return column === "channel" && key !== null
    ? { ...content, text: `via ${content.text}` }
    : content;
}
