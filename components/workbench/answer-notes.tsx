/** What an answer lacks: columns that its table does not have, and logs that it does not cover. */
import { MissingColumns } from "@/components/answer/missing-columns";
import type { Estimate, QueryText } from "@/lib/api/answers";
import { skippedOf } from "@/lib/text/read-files";
import { CoverageNote } from "./coverage-note";

type Props = {
  readonly query: QueryText;
  readonly estimate: Estimate;
  /** The columns that the page shows. */
  readonly shown: readonly string[];
  /** The start of the time range, milliseconds. */
  readonly fromMs: number;
};

/** The notes above the rows; nothing where the answer lacks nothing. */
export function AnswerNotes({ query, estimate, shown, fromMs }: Props) {
  return (
    <>
      <MissingColumns missing={query.missingFields} shown={shown} />
      <CoverageNote
        fromMs={fromMs}
        days={estimate.reads?.daysWithoutData ?? []}
        skipped={skippedOf(estimate)}
      />
    </>
  );
}
