/** The keyboard of the catalogue. */
import type { KeyboardEvent, RefObject } from "react";

/** All links of the results; the arrow keys move through them in page order. */
const RESULT = "[data-result]";

type Keys = {
  readonly root: RefObject<HTMLElement | null>;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onClear: () => void;
  /** Enter in the search field. */
  readonly onOpenFirst: () => void;
};

/** The keys of the catalogue: arrows between the search field and the results, Escape, Enter. */
export function resultKeys({ root, search, onClear, onOpenFirst }: Keys) {
  return (event: KeyboardEvent): void => {
    const isSearch = event.target === search.current;
    if (event.key === "Escape") {
      onClear();
      search.current?.focus();
    } else if (event.key === "Enter" && isSearch) {
      onOpenFirst();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const results = [...(root.current?.querySelectorAll<HTMLElement>(RESULT) ?? [])];
      const at = event.target instanceof HTMLElement ? results.indexOf(event.target) : -1;
      if (at < 0 && !isSearch) return;
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? search.current : results[next])?.focus();
      event.preventDefault();
    }
  };
}
