/** How far parts of a page move by themselves while it loads. */
import type { Page } from "@playwright/test";

/**
 * How far a part of the page has moved up or down by itself since it was opened, at most, in pixels: a
 * click is lost where its button moves between press and release.
 * @param except a selector of parts in which things may move; null for none
 */
export function farthestMove(page: Page, except: string | null = null): Promise<number> {
  return page.evaluate(
    (ignored) =>
      new Promise((resolve) => {
        type Shift = { node: Node | null; previousRect: DOMRect; currentRect: DOMRect };
        const moved = ({ previousRect, currentRect }: Shift) =>
          Math.abs(currentRect.y - previousRect.y);
        new PerformanceObserver((list) => {
          const shifts = list
            .getEntries()
            .flatMap((entry) => ("sources" in entry ? (entry.sources as readonly Shift[]) : []))
            .filter(({ node }) => ignored === null || !node?.parentElement?.closest(ignored));
          resolve(Math.max(0, ...shifts.map(moved)));
        }).observe({ type: "layout-shift", buffered: true });
        // A page on which nothing moved has no entry.
        setTimeout(() => resolve(0), 1000);
      }),
    except,
  );
}
