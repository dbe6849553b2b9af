/** What an answer lacks: columns that its table does not have, and what its logs do not say. */
import { MissingColumns } from "@/components/answer/missing-columns";
import type { Estimate, QueryText } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import { answerEnd, type KnownEnd } from "@/lib/investigation/answer-end";
import { skippedOf } from "@/lib/text/read-files";
import type { Scope } from "@/queries/scope";
import { CoverageNote } from "./coverage-note";

type Props = {
  readonly query: QueryText;
  readonly estimate: Estimate;
  /** The columns that the page shows. */
  readonly shown: readonly string[];
  readonly scope: Scope;
  readonly logs: KnownEnd;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** When the result was made, where it was cached before. */
  readonly cachedMs?: number | undefined;
};

/** Until when something is known to be still there, where a row says that it is. */
function StillThere({ scope, logs, columns, rows, cachedMs }: Props) {
  const removedAt = columns.indexOf("removedtime");
  if (removedAt < 0 || rows.every((row) => row[removedAt] !== null)) return null;
  return (
    <p role="note" className="text-[12px] text-ink-2">
      “Still there”: not removed {answerEnd(scope, logs, cachedMs)}. What happened later is not
      known.
    </p>
  );
}

/** The notes above the rows; nothing where the answer lacks nothing. */
export function AnswerNotes(props: Props) {
  const { query, estimate, shown, scope } = props;
  return (
    <>
      <StillThere {...props} />
      <MissingColumns missing={query.missingFields} shown={shown} />
      <CoverageNote
        fromMs={scope.fromMs}
        days={estimate.reads?.daysWithoutData ?? []}
        skipped={skippedOf(estimate)}
      />
    </>
  );
}
