/** The sources that a page can choose from. Types only. */
import type { RefusedTable } from "@/queries/gather-sources";
import type { Layout, PartitionMeaning } from "@/queries/layouts";

/** What an engine offers: `Usable` is a found source on the server, its description in the page. */
export type Offered<Usable> = {
  readonly usable: readonly Usable[];
  /** Tables that look like CloudTrail and cannot be asked, with the reason and the way out. */
  readonly refused: readonly RefusedTable[];
  /** The source of questions that name none; null where a person has to choose. */
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
  /** Empty where nothing tells. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Each account has a table of its own. */
  readonly isTablePerAccount: boolean;
  readonly deliveryLagMs: number;
  /** An event may lie in it twice; it is counted once all the same. */
  readonly mayHoldDuplicates: boolean;
  /** It answers only where these are named. */
  readonly mustName: readonly Extract<PartitionMeaning, "account" | "region">[];
  /** What it covers and what not, in sentences. */
  readonly notes: readonly string[];
  /** What may be wrong with it, in sentences. */
  readonly warnings: readonly string[];
};

export type SourceChoices = Offered<SourceChoice>;
