/** Titles of table cells, set under the pointer only. */
import { type RefObject, useEffect, useRef } from "react";

/**
 * Gives the cell under the pointer its title, and only that one: a title that changes in each cell
 * of a table that is scrolled makes the browser compute each cell's style again.
 * @param titleOf the whole text of a cell, by its `data-cell`
 */
export function useCellTitle(
  grid: RefObject<HTMLElement | null>,
  titleOf: (cellId: string) => string,
): (event: { readonly target: EventTarget }) => void {
  const titled = useRef<Element | null>(null);
  const clear = useRef(() => {
    titled.current?.removeAttribute("title");
    titled.current = null;
  }).current;
  useEffect(() => {
    const element = grid.current;
    // The next row that is drawn in the same element has another text.
    element?.addEventListener("scroll", clear, { passive: true });
    return () => element?.removeEventListener("scroll", clear);
  }, [grid, clear]);
  return ({ target }) => {
    const cell = target instanceof Element ? target.closest("[data-cell]") : null;
    if (cell === titled.current) return;
    clear();
    const title = cell && titleOf(cell.getAttribute("data-cell") ?? "");
    if (!cell || !title) return;
    cell.setAttribute("title", title);
    titled.current = cell;
  };
}
