/** The first stop of the Tab key, which leads past the bar and the steps. */
import type { MouseEvent, ReactNode } from "react";

/** The id of what it leads to: the heading of an answer, or the main part of another page. */
export const CONTENT = "content";

/** The address stays as it is: it is the investigation. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById(CONTENT)?.focus();
}

/** Shown while it has the focus. */
export function SkipLink({ children }: { readonly children: ReactNode }) {
  return (
    <a
      href={`#${CONTENT}`}
      onClick={skip}
      className="sr-only rounded-[7px] border border-accent bg-panel focus:not-sr-only focus:absolute focus:px-2.5 focus:leading-[28px] focus:top-2 focus:left-4 focus:z-50"
    >
      {children}
    </a>
  );
}
