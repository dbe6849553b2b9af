/** The card of a playbook in the catalogue. */
import Link from "next/link";
import type { HomeStart } from "@/lib/investigation/home-link";
import { withinSentence } from "@/lib/text/format";
import type { Playbook, Step } from "@/queries/playbook";
import { neededInputs } from "./find-steps";
import { stepHref } from "./step-href";

type Props = {
  readonly playbook: Playbook;
  /** The steps to show, in order. */
  readonly steps: readonly Step[];
  readonly start: HomeStart;
};

/** A playbook: when to use it, and its questions as links. */
export function PlaybookCard({ playbook, steps, start }: Props) {
  const { id, title, question, when, attack } = playbook;
  const needs = neededInputs(playbook);
  return (
    <article
      aria-labelledby={`playbook-${id}`}
      className="rounded-[10px] border border-line bg-panel"
    >
      <div className="border-b border-line-soft px-3.5 pt-3 pb-2.5">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <h3 id={`playbook-${id}`} className="text-[15px] font-semibold tracking-[-0.01em]">
            {title}
          </h3>
          <span className="ml-auto font-mono text-[11px] text-ink-3">{attack.join(" ")}</span>
        </div>
        <p>{question}</p>
        <dl className="mt-1.5 grid grid-cols-[52px_1fr] gap-x-2 text-[12px] text-ink-2">
          <dt className="text-ink-3">When</dt>
          <dd>{when}</dd>
          <dt className="text-ink-3">Needs</dt>
          <dd>{needs.length === 0 ? "time range only" : needs.join(", ")}</dd>
        </dl>
      </div>
      <ul className="p-1.5">
        {steps.map((step) => (
          <li key={step.id}>
            <Link
              href={stepHref(playbook, step, start)}
              prefetch={false}
              data-result
              title={step.why}
              className="flex items-baseline gap-3 rounded-md px-2 py-[3px] hover:bg-accent-soft hover:text-accent"
            >
              <span className="min-w-0">{step.question}</span>
              <span className="ml-auto shrink-0 text-[12px] text-ink-3">
                {step.inputs
                  .filter(({ required }) => required)
                  .map(({ label }) => withinSentence(label))
                  .join(", ")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </article>
  );
}
