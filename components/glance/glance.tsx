"use client";
/** An account at a glance: what the watchlist finds in the home page's time range, and what is new. */
import { FindingsGroup } from "./findings-group";
import { FirstsGroup } from "./firsts-group";
import type { GlanceProps } from "./glance-props";
import { useCardFocus } from "./use-card-focus";

/** More events than this take seconds of the processor: they are counted when a person wants it. */
const MOST_EVENTS_UNASKED = 1_000_000;

/** Whether counting costs no money, and little time. */
function isUnasked({ dollarsPerTb, events }: GlanceProps["summary"]): boolean {
  return dollarsPerTb === null && events !== null && events <= MOST_EVENTS_UNASKED;
}

/** The numbers of a time range and its accounts, each a link to the step that lists it. */
export function Glance(props: GlanceProps) {
  useCardFocus();
  const mode = isUnasked(props.summary) ? "open" : "cached-only";
  return (
    <>
      <FindingsGroup {...props} mode={mode} />
      <FirstsGroup {...props} mode={mode} />
    </>
  );
}
