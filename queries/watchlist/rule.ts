/** The shape of a watchlist rule: the calls it names, how they must look, and when they are worth a row. */
import type { FieldName } from "../fields";

/** The most severe first. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The columns that paths lead into, by what a path starts with. */
export const PATH_COLUMNS = {
  request: "requestparameters",
  response: "responseelements",
  additional: "additionaleventdata",
} as const;

/** A path into the request, the response or the additional data: `request.policyArn`. */
export type RulePath = `${keyof typeof PATH_COLUMNS}.${string}`;

/** What a rule reads of an event. A column of JSON alone is its whole text. */
export type RuleField = FieldName | RulePath;

/** A test of a value. */
export type ValueTest =
  | { readonly op: "is"; readonly field: RuleField; readonly value: string }
  /** One of the values, letter case ignored. */
  | { readonly op: "anyCase"; readonly field: RuleField; readonly values: readonly string[] }
  /**
   * `*` is any text, `?` one character; a backslash makes the next character plain. Letter case is
   * ignored unless `isCased`. An object or a list is compared as its JSON.
   */
  | {
      readonly op: "like";
      readonly field: RuleField;
      readonly pattern: string;
      readonly isCased: boolean;
    }
  /** A regular expression that both RE2 and Trino read; it matches anywhere. `\z` is the end. */
  | {
      readonly op: "matches";
      readonly field: RuleField;
      readonly pattern: string;
      readonly ignoresCase?: true;
    };

/** A test of an event. A value that is absent satisfies only `absent` and `not`. */
export type RuleCondition =
  | ValueTest
  | { readonly op: "oneOf"; readonly field: RuleField; readonly values: readonly string[] }
  /** Letter case is ignored, as are spaces and backslashes where the field holds JSON. */
  | { readonly op: "contains"; readonly field: RuleField; readonly value: string }
  | { readonly op: "startsWith"; readonly field: RuleField; readonly value: string }
  /** One of the tests holds for the value at the path, or for a text, number or boolean within lists. */
  | { readonly op: "inLists"; readonly field: RulePath; readonly of: readonly ValueTest[] }
  | { readonly op: "present" | "absent"; readonly field: RuleField }
  | { readonly op: "atMost"; readonly field: RuleField; readonly value: number }
  /** Names an account of 12 digits that is neither the recipient's nor the caller's. */
  | { readonly op: "foreignAccount"; readonly field: RuleField }
  /** Both are there, and they differ. */
  | { readonly op: "differs"; readonly field: RuleField; readonly from: RuleField }
  /** Both are there, and they are equal; letter case is ignored unless `isCased`. */
  | {
      readonly op: "same";
      readonly field: RuleField;
      readonly as: RuleField;
      readonly isCased: boolean;
    }
  /** The request names a range of addresses that ends in `/0`. */
  | { readonly op: "openToWorld" }
  | { readonly op: "denied" }
  /** No event satisfies it. */
  | { readonly op: "never" }
  | { readonly op: "not"; readonly of: RuleCondition }
  | { readonly op: "and" | "or"; readonly of: readonly RuleCondition[] };

/** Events whose values, taken together, the 30 days before do not have. */
export type FirstSeen = {
  readonly kind: "firstSeen";
  readonly by: readonly RuleField[];
  /** At least that number of first events in ten minutes, for one value of the first field. */
  readonly atLeast?: number;
  /**
   * Counts different values of this field, in every event and not only in first ones. The first field
   * is then only what is counted by: the others are what must be new.
   */
  readonly distinct?: RuleField;
};

/** At least that number of events of one value in ten minutes; with `distinct`, of different values of that field. */
export type Burst = {
  readonly kind: "burst";
  readonly by: RuleField;
  /** Only refused events count. */
  readonly isDenied?: true;
  readonly atLeast: number;
  readonly distinct?: RuleField;
  /** Where it is not `atLeast`. */
  readonly distinctAtLeast?: number;
};

/** When the events of a rule are a finding: each time, as one row per group, or in company. */
export type RuleSignal =
  | { readonly kind: "listing" }
  | { readonly kind: "grouped"; readonly by: readonly RuleField[] }
  | FirstSeen
  | Burst
  | { readonly kind: "any"; readonly of: readonly (FirstSeen | Burst)[] };

export type Rule = {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  /** ATT&CK v19; the first is the finding's. */
  readonly attack: readonly { readonly tactic: string; readonly technique: string }[];
  /** Names of calls by event source; any call where it is empty. Letter case matters. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  readonly when?: RuleCondition;
  readonly signal: RuleSignal;
  /** Who does this every week, and why it is then no finding. */
  readonly usuallyBenign?: string;
  /** The playbook that answers the next question. */
  readonly next: string;
};

/** Whether a rule is about what happens for the first time: it reads the days before. */
export function isAboutFirsts({ signal }: Rule): boolean {
  const signals = signal.kind === "any" ? signal.of : [signal];
  return signals.some(({ kind }) => kind === "firstSeen");
}

/** Whether each event of a rule is a finding by itself, whatever happens around it. */
export function findsEach({ signal }: Rule): boolean {
  return signal.kind === "listing" || signal.kind === "grouped";
}
