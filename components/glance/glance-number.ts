/** A number of the overview. */

export type GlanceNumber = {
  readonly label: string;
  /** Null while it is not known. */
  readonly value: number | null;
  /** What is counted, after the number: `calls`; empty where the label says it. */
  readonly unit: string;
  /** The link to the step that lists it. */
  readonly href: string;
  /** What else to know about the link, a sentence. */
  readonly hint?: string;
};
