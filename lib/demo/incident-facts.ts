/** What is known of a demo incident: its place, its time range and the true answers of steps. */

/** A time window, from inclusive, to exclusive. */
export type DemoWindow = {
  readonly from: string;
  readonly to: string;
};

/** The expected answer of a step, with each event counted once. */
export type DemoFact = {
  /** `playbook/step`. */
  readonly step: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The incident's window unless it says otherwise. */
  readonly window?: DemoWindow;
  /** All accounts unless it says otherwise. */
  readonly accounts?: readonly string[];
  /** How many rows the step has without its limit. */
  readonly rowCount?: number;
  /** The first rows of an aggregate, in the catalogue's order and columns. */
  readonly rows?: readonly (readonly (string | number)[])[];
  /** Ordinary events take part: true only for the default seed and size. */
  readonly needsDefaults?: true;
};

/** An incident in the demo account whose true answers are known. */
export type DemoIncident = {
  readonly id: string;
  readonly title: string;
  readonly playbook: string;
  readonly account: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly window: DemoWindow;
  readonly facts: readonly DemoFact[];
};
