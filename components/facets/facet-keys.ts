/** The keys within the facets: up and down from value to value, right to its second button. */
import type { KeyboardEvent } from "react";

/** The element that a key moves the focus to; null for keys that do not move. */
function movedTo(panel: HTMLElement, from: HTMLElement, key: string): Element | null {
  const values = [...panel.querySelectorAll("[data-facet-value]")];
  const line = from.closest("li");
  const own = line?.querySelector("[data-facet-value]");
  const at = own ? values.indexOf(own) : -1;
  if (!line || at < 0) return null;
  switch (key) {
    case "ArrowDown":
      return values[at + 1] ?? null;
    case "ArrowUp":
      return values[at - 1] ?? null;
    case "ArrowRight":
      return line.lastElementChild;
    case "ArrowLeft":
      return own ?? null;
    default:
      return null;
  }
}

/** Moves the focus by the arrow keys; other keys are left alone. */
export function onFacetKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof HTMLButtonElement)) return;
  const to = movedTo(event.currentTarget, event.target, event.key);
  if (!(to instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  to.focus();
}
