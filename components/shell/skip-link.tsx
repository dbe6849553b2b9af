/** The first stop of the Tab key, which leads past the bar and the steps. */
import type { MouseEvent, ReactNode } from "react";
import { FLOATING } from "@/components/ui/styles";

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
      className={`${FLOATING} sr-only focus:not-sr-only focus:fixed focus:z-50 focus:px-2.5 focus:py-1`}
    >
      {children}
    </a>
  );
}
