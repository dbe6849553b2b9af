/** Findings that a person has suppressed, on the wire. Shared by the route, the page and hunts. */

/** Findings of a rule that are not to be shown for a time. */
export type Suppression = {
  readonly id: string;
  /** The id of the rule. */
  readonly rule: string;
  /** Null is every actor. */
  readonly actor: string | null;
  readonly reason: string;
  /** The last day on which it holds, `yyyy-MM-dd`, UTC. */
  readonly until: string;
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
};

/** Those that hold today, the newest first. */
export type Suppressions = {
  readonly active: readonly Suppression[];
  /** The server's day, `yyyy-MM-dd`, UTC, and the latest end of a new one. */
  readonly today: string;
  readonly latestEnd: string;
};

export type SuppressionRequest =
  | ({ readonly kind: "suppress" } & Pick<Suppression, "rule" | "actor" | "reason" | "until">)
  /** It ends at once: the findings are shown again. */
  | { readonly kind: "end"; readonly id: string };

/** The longest reason, characters. */
export const MAX_REASON = 500;

/** What suppresses the findings of a rule by an actor, if anything does. */
export function suppressionOf(
  { rule, actor }: { readonly rule: string; readonly actor: string },
  active: readonly Suppression[],
): Suppression | undefined {
  return active.find((each) => each.rule === rule && (each.actor === null || each.actor === actor));
}
