/** What is known of a source without a query. */
import type { Reads } from "@/lib/api/answers";
import type { Result } from "@/lib/result";
import type { CompiledQuery } from "@/queries/compile";
import type { Scope } from "@/queries/scope";

export type SourceFacts = {
  /** Accounts and regions that are known; a source may hold more where it does not list them. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The first and last day with data, `yyyy-MM-dd`, where it is known. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly events: number | null;
  /**
   * What a compiled query is about to read. Fails as `over-limit` where there is too much to look
   * at, and otherwise where it cannot be told.
   */
  readonly readsOf: (asked: Planned) => Promise<Result<Reads>>;
  /**
   * The state of the data that an answer over deliveries up to an instant rests on: one of now, or
   * one that was asked for at an earlier time, where the source can tell of it.
   */
  readonly epochOf: (deliveredUntilMs: number, askedMs?: number) => DataVersion;
  /** What to say of an answer from an earlier epoch, by both names; null where it is as good as ever. */
  readonly overtaken: (earlier: string, now: string) => string | null;
};

/** Which files a query selects. */
export type Planned = Pick<CompiledQuery, "plan" | "paths"> & { readonly scope: Scope };

export type DataVersion = {
  /** Another name means that the same question may have another answer by now. */
  readonly name: string;
  /** An answer of the same SQL from elsewhere, at most this old, is as good as a new one; 0 is none. */
  readonly reuseMinutes: number;
};
