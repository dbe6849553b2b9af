"use client";
/** A rule: its question in words, what is wrong with it, whose it is, and its hits. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import type { SourceSummary } from "@/lib/api/answers";
import type { RuleActions, RuleSummary } from "@/lib/api/rules";
import type { Start } from "@/lib/investigation/home-link";
import { formatRules } from "@/lib/investigation/rules-link";
import { formatCounted } from "@/lib/text/format";
import { HitsStatus } from "./hits-status";
import { RuleEvents } from "./rule-events";
import type { RuleHits } from "./rule-hits";
import { useHits } from "./use-hits";

type Props = {
  readonly rule: RuleSummary;
  /** Null before the hits are known. */
  readonly hits: RuleHits | null;
  /** What listing its events costs, in words. */
  readonly cost: string;
  readonly start: Start;
  readonly summary: SourceSummary;
  readonly actions: RuleActions;
  readonly subscriber: string;
};

const SEVERITY_LOOKS = {
  high: "border-denied-ink text-denied-ink",
  medium: "border-line text-ink",
  low: "border-line text-ink-3",
} as const;

function Author({ rule }: { readonly rule: RuleSummary }) {
  const { author, licence, link, file, attack } = rule;
  return (
    <p className="text-[12px] break-words text-ink-3">
      {author === null ? "Author not given" : "Rule by "}
      {author === null ? null : <LogText text={author} />}
      {licence === null ? null : (
        <>
          {" · "}
          <LogText text={licence} />
        </>
      )}
      {link === null ? null : (
        <>
          {" · "}
          <a
            href={link}
            rel="noreferrer noopener"
            target="_blank"
            className="break-all text-accent hover:underline"
          >
            <LogText text={link} />
          </a>
        </>
      )}
      {attack.length === 0 ? null : ` · ${attack.join(" ")}`}
      {" · "}
      <LogText text={file} />
    </p>
  );
}

/** Lists the events at once. */
function EventsOfRule({ rule, start, summary, actions, subscriber }: Omit<Props, "hits" | "cost">) {
  const link = formatRules(start);
  const events = useHits(actions, subscriber, {
    kind: "hit-events",
    rule: rule.id,
    link,
    confirmed: false,
  });
  const { answer, state, rows } = events;
  const hasRows = rows.length > 0 && answer?.kind === "started" && state?.state === "done";
  return (
    <>
      <HitsStatus hits={events} summary={summary} one="event" many="events" />
      {hasRows ? (
        <RuleEvents
          columns={answer.query.columns}
          rows={rows}
          start={start}
          runId={answer.runId}
          title={rule.title}
        />
      ) : null}
    </>
  );
}

/** A rule of the folder. */
export function RuleCard({ rule, hits, cost, start, summary, actions, subscriber }: Props) {
  const { id, title, level, severity, question, problems, canMatch } = rule;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <article
        aria-labelledby={id}
        className="flex flex-col gap-1 rounded-[10px] border border-line bg-panel px-3.5 py-2.5"
      >
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h3 id={id} className="font-semibold break-words">
            <LogText text={title} />
          </h3>
          <span className={`rounded border px-1.5 text-[11px] ${SEVERITY_LOOKS[severity]}`}>
            {level}
          </span>
          {hits === null ? null : (
            <span className="ml-auto">
              {formatCounted(hits.total, "hit")}
              <span className="text-ink-3">
                {" "}
                from {hits.first} to {hits.last}
              </span>
            </span>
          )}
        </div>
        <p className="break-words">
          <LogText text={question} />
        </p>
        {problems.map((problem) => (
          <p key={problem} className="break-words text-new">
            <LogText text={problem} />
          </p>
        ))}
        {canMatch ? null : <p className="text-new">No event can match this rule.</p>}
        <Author rule={rule} />
        {hits === null ? null : isOpen ? (
          <EventsOfRule {...{ rule, start, summary, actions, subscriber }} />
        ) : (
          <div className="flex items-center gap-2.5">
            <Button onClick={() => setOpen(true)}>Show the events</Button>
            <span className="text-[12px] text-ink-2">{cost}</span>
          </div>
        )}
      </article>
    </li>
  );
}
