/** How severities look; each is also named. */
import type { Severity } from "@/queries/watchlist/rule";

type Look = {
  readonly name: string;
  /** One letter, where there is no room for the name. */
  readonly letter: string;
  /** Text on a ground of the severity's colour. */
  readonly badge: string;
};

export const LOOKS: Readonly<Record<Severity, Look>> = {
  high: { name: "High", letter: "H", badge: "bg-error/12 text-error-ink border-error/40" },
  medium: { name: "Medium", letter: "M", badge: "bg-denied/15 text-denied-ink border-denied/50" },
  low: { name: "Low", letter: "L", badge: "bg-line-soft text-ink-2 border-line" },
};
