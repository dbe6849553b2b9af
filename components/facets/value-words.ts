/** The words for a facet and for its values. */
import { cellContent } from "@/components/cell/cell-content";
import type { FacetField } from "@/queries/facets";
import { fieldOf } from "@/queries/fields";

export type ValueWords = {
  readonly text: string;
  /** The whole value; empty where the text is whole. */
  readonly title: string;
  readonly tone: string;
};

const READ_OR_WRITE: Readonly<Record<string, string>> = { true: "read", false: "write" };

/** What a facet is called. */
export function facetHeading(field: FacetField): string {
  return field === "readonly" ? "Read or write" : fieldOf(field).label;
}

/** How a value of a facet is written: as in the table. */
export function valueWords(field: FacetField, value: string | null): ValueWords {
  if (value === null) return { text: "none", title: "", tone: "text-ink-3 italic" };
  const kind = field === "readonly" ? READ_OR_WRITE[value] : undefined;
  return kind === undefined ? cellContent(field, value) : { text: kind, title: "", tone: "" };
}
