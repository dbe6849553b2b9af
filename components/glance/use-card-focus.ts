/** The keyboard focus when a control of the overview goes away, as after “Try again”. */
import { useKeptFocus } from "@/components/workbench/use-kept-focus";

/** The id of the overview's heading. */
export const GLANCE_TITLE = "glance-title";

const focusTitle = (): void =>
  document.getElementById(GLANCE_TITLE)?.focus({ preventScroll: true });

/** Gives the focus of a control that is gone to the overview's heading. */
export function useCardFocus(): void {
  useKeptFocus(focusTitle, `[aria-labelledby=${GLANCE_TITLE}]`);
}
