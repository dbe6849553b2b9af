"use client";
/** The breadcrumbs: the steps clicked so far. */
import type { ReactNode } from "react";
import { afterPaint } from "@/components/ui/after-paint";
import type { Place } from "@/lib/investigation/investigation";
import { formatCount } from "@/lib/text/format";
import { stopText } from "./stop-text";

type Props = {
  /** The stops before the current one, oldest first. */
  readonly path: readonly Place[];
  readonly current: Place;
  /** Rows of the current answer, once they are known. */
  readonly currentCount: number | null;
  /** Back to a stop, by its index in `path`. */
  readonly onGoTo: (index: number) => void;
  /** Content at the end of the line; it is cut before the path is. */
  readonly children?: ReactNode;
};

const STOP = "max-w-[300px] shrink-0 rounded-[5px] px-1.5 py-0.5";

/** The breadcrumbs to the current answer; each stop is a link back. */
export function Path({ path, current, currentCount, onGoTo, children }: Props) {
  const here = stopText(current, path.at(-1));
  return (
    <nav
      aria-label="Path"
      className="flex items-center gap-4 border-b border-line px-4 py-2 text-[12px] text-ink-2"
    >
      <ol className="mr-auto flex min-w-0 items-center gap-1 overflow-x-auto p-0.5">
        {path.map((place, index) => {
          const { short, full } = stopText(place, path[index - 1]);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stop is its position in the path.
            <li key={index} className="flex shrink-0 items-center gap-1">
              <button
                type="button"
                title={full}
                className={`${STOP} truncate hover:bg-line-soft hover:text-ink`}
                onClick={() => onGoTo(index)}
              >
                <bdi>{short}</bdi>
              </button>
              <span aria-hidden="true" className="text-ink-3">
                ›
              </span>
            </li>
          );
        })}
        <li key={`${path.length} ${here.full}`} ref={scrollToEnd} className="flex shrink-0">
          <span
            aria-current="page"
            title={here.full}
            className={`${STOP} flex bg-accent-soft font-[550] text-accent`}
          >
            <bdi className="truncate">{here.short}</bdi>
            {currentCount === null ? null : (
              <span className="ml-1.5 shrink-0 font-normal">{formatCount(currentCount)}</span>
            )}
          </span>
        </li>
      </ol>
      {children}
    </nav>
  );
}

/**
 * Scrolls a long path to its end, once for each stop, so that the user's scrolling is kept. Before
 * the paint, reading its width would lay out the whole page once more.
 */
function scrollToEnd(stop: HTMLElement | null): () => void {
  const list = stop?.parentElement;
  return afterPaint(() => {
    if (list) list.scrollLeft = list.scrollWidth;
  });
}
