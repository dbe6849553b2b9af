/** What is known of a source without a query. */
import type { Reads } from "@/lib/api/answers";
import type { Result } from "@/lib/result";
import type { CompiledQuery } from "@/queries/compile";
import type { Scope } from "@/queries/scope";

/** The version of the data of a day that is known to have no events. */
export const NO_EVENTS = "";

export type SourceFacts = {
  /** Accounts and regions that are known; a source may hold more where it does not list them. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The first and last day with data, `yyyy-MM-dd`, where it is known. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly events: number | null;
  /** The scan estimate of a compiled query. Fails as `over-limit` where there is too much to list. */
  readonly readsOf: (asked: Planned) => Promise<Result<Reads>>;
  /**
   * The version of the data up to an instant of delivery: of now, or of the earlier time `askedMs`
   * where the source knows it.
   */
  readonly dataVersionOf: (deliveredUntilMs: number, askedMs?: number) => DataVersion;
  /**
   * The version of the data of a UTC day, `yyyy-MM-dd`, which changes with it; `NO_EVENTS` where there
   * is none, null while more of it is expected.
   */
  readonly dayStampOf: (day: string) => string | null;
  /** The freshness notice for a result of an earlier version; null where it is up to date. */
  readonly supersededNotice: (earlier: string, now: string) => string | null;
};

/** Which files a query selects. */
export type Planned = Pick<CompiledQuery, "plan" | "paths"> & { readonly scope: Scope };

export type DataVersion = {
  /** Another name means that the same query may have another result by now. */
  readonly name: string;
  /** A shared result of the same SQL that is at most this old serves as well as a new one; 0 is none. */
  readonly reuseMinutes: number;
};
