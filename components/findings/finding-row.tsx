"use client";
/** A finding: a rule's hits by one actor, and where it leads. */
import { use } from "react";
import { AccountNamesContext } from "@/components/cell/account-names";
import { cellContent } from "@/components/cell/cell-content";
import { Button, buttonClass } from "@/components/ui/button";
import { LogText } from "@/components/ui/log-text";
import { Popover } from "@/components/ui/popover";
import type { Suppression, SuppressionRequest, Suppressions } from "@/lib/api/suppressions";
import type { Place } from "@/lib/investigation/investigation";
import { eventsText } from "@/lib/text/denied-text";
import { shortenMiddle, valueText } from "@/lib/text/visible-text";
import type { Scope } from "@/queries/scope";
import { stopOf } from "./finding-keys";
import { accountsText, andMore, beforeText, type History, timesText } from "./finding-text";
import { nextPlace } from "./next-place";
import type { Finding } from "./read-findings";
import { SuppressForm } from "./suppress-form";

/** What a finding can do. */
export type FindingActions = {
  readonly scope: Scope;
  readonly history: History;
  readonly onEvents: (finding: Finding) => void;
  readonly onOpen: (place: Place) => void;
  /** Opens the menu of the actor or of the resource beside its button. */
  readonly onMenu: (anchor: HTMLElement, column: "actor" | "resource", finding: Finding) => void;
  /** Null where nothing can be suppressed. */
  readonly suppressions: Suppressions | null;
  readonly onChange: (request: SuppressionRequest) => Promise<Suppressions>;
  readonly onSuppressed: (made: Suppression) => void;
};

type Props = { readonly finding: Finding; readonly actions: FindingActions };

const VALUE =
  "min-w-0 max-w-full truncate rounded text-left font-mono text-[12px] decoration-ink-3/60 decoration-dashed underline underline-offset-[3px] hover:bg-line-soft";

/** Letters of a resource that fit beside the others. */
const RESOURCE_START = 46;
const RESOURCE_END = 25;

export function FindingRow({ finding, actions }: Props) {
  const { actor, first, last, total, resource, resources } = finding;
  const accounts = accountsText(finding, use(AccountNamesContext));
  const { text, title } = cellContent("actor", actor);
  const before = beforeText(finding, actions.history);
  return (
    <li
      {...stopOf(finding.rule, actor)}
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line-soft border-t px-3 py-2"
    >
      <div className="flex min-w-0 flex-1 basis-[420px] flex-col gap-0.5">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <button
            type="button"
            title={title}
            aria-label={`Actor ${valueText(actor)}`}
            aria-haspopup="menu"
            onClick={({ currentTarget }) => actions.onMenu(currentTarget, "actor", finding)}
            className={VALUE}
          >
            <LogText text={text} />
          </button>
          {resource === null ? null : (
            <span className="flex min-w-0 items-baseline gap-1 text-[12px] text-ink-2">
              on
              <button
                type="button"
                title={valueText(resource)}
                aria-label={`Resource ${valueText(resource)}`}
                aria-haspopup="menu"
                onClick={({ currentTarget }) => actions.onMenu(currentTarget, "resource", finding)}
                className={VALUE}
              >
                <LogText text={shortenMiddle(resource, RESOURCE_START, RESOURCE_END)} />
              </button>
              <span className="whitespace-nowrap">{andMore("", resources).trim()}</span>
            </span>
          )}
        </div>
        <p className="text-[12px] text-ink-2">
          <time dateTime={first} className="whitespace-nowrap">
            {timesText({ first, last })} UTC
          </time>
          {accounts === "" ? "" : ` · ${accounts}`}
        </p>
        {before === null ? null : (
          <p className={`text-[12px] ${before.isUsual ? "text-good" : "text-ink-2"}`}>
            {before.text}
          </p>
        )}
      </div>
      <RowButtons {...{ finding, actions, total }} />
    </li>
  );
}

function RowButtons({ finding, actions, total }: Props & { readonly total: number }) {
  const { suppressions } = actions;
  const next = nextPlace(finding, actions.scope);
  const who = shortenMiddle(valueText(finding.actor), 40, 20);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Button
        aria-label={`${eventsText(total, finding.denied)}, behind this finding by ${who}`}
        onClick={() => actions.onEvents(finding)}
      >
        {eventsText(total, finding.denied)}
      </Button>
      {next === null ? null : (
        <Button
          aria-label={`Next: ${next.playbook.title}, ${next.step.question} For ${who}.`}
          title={`${next.playbook.title}: ${next.step.question}`}
          onClick={() => actions.onOpen(next.place)}
        >
          Next: {next.playbook.title}
        </Button>
      )}
      {suppressions === null ? null : (
        <Popover
          label={`Suppress this finding by ${who}`}
          trigger="Suppress…"
          triggerClass={buttonClass()}
          align="end"
          panelClass="w-[360px] max-w-[calc(100vw-16px)] p-3"
        >
          {(close) => (
            <SuppressForm
              {...{ finding, suppressions }}
              onChange={actions.onChange}
              onDone={(made) => {
                close();
                if (made) actions.onSuppressed(made);
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}
