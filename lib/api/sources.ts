/** The sources that a page can choose from. Types only. */
import type { RefusedTable } from "@/queries/gather-sources";
import type { Layout, PartitionMeaning } from "@/queries/layouts";

/** What an engine offers: `Usable` is a found source on the server, its description in the page. */
export type Offered<Usable> = {
  readonly usable: readonly Usable[];
  /** Tables that look like CloudTrail and cannot be queried, with the reason and the fix. */
  readonly refused: readonly RefusedTable[];
  /** The source of questions that name none; null if the user has to choose. */
  readonly chosen: string | null;
  /** Where they are: `The database security`. */
  readonly place: string;
  /** Their database, which a name may begin with; null where there is none. */
  readonly database: string | null;
};

/** A source as the page describes it. */
export type SourceChoice = {
  /** The table, or the common part of the names of a table per account; `source` in the URL. */
  readonly name: string;
  /** How it is partitioned, in words. */
  readonly layout: string;
  readonly partitionColumns: Layout["columns"];
  /** Empty if unknown. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Each account has its own table. */
  readonly isTablePerAccount: boolean;
  readonly deliveryLagMs: number;
  /** Whether an event may be in it twice; it is still counted once. */
  readonly mayHoldDuplicates: boolean;
  /** What every query has to name. */
  readonly mustName: readonly Extract<PartitionMeaning, "account" | "region">[];
  /** What it covers and what it does not, sentences. */
  readonly notes: readonly string[];
  /** Possible problems with it, sentences. */
  readonly warnings: readonly string[];
};

export type SourceChoices = Offered<SourceChoice>;
