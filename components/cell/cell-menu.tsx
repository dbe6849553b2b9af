"use client";
import { type KeyboardEvent, use, useEffect, useEffectEvent, useId, useRef } from "react";
import { LogValue } from "@/components/ui/log-text";
import type { Box } from "@/components/ui/place-popover";
import { useCopy } from "@/components/ui/use-copy";
import { usePopover } from "@/components/ui/use-popover";
import type { Filter } from "@/queries/filters";
import type { CellMenu as CellMenuContent, PivotTarget } from "@/queries/pivots";
import { PivotOffers } from "./pivot-offers";

/** An open cell menu: whose it is, what it offers, where it goes. */
export type OpenMenu = {
  /** The value, to the letter; null where the event lacks the field. */
  readonly value: string | null;
  readonly menu: CellMenuContent;
  /** The element that gets the focus back. */
  readonly anchor: HTMLElement;
  readonly box: Box;
};

/** Opens a menu at an element. */
export function menuAt(anchor: HTMLElement, value: string | null, menu: CellMenuContent): OpenMenu {
  const { left, top, right, bottom } = anchor.getBoundingClientRect();
  return { anchor, value, menu, box: { left, top, right, bottom } };
}

const ITEM =
  "flex w-full items-center gap-3 rounded-md px-2.5 py-[5px] text-left text-[12.5px] " +
  "hover:bg-accent-soft hover:text-accent focus-visible:bg-accent-soft focus-visible:text-accent " +
  "focus-visible:outline-none";
const NOTE = "ml-auto pl-3 text-[11.5px] whitespace-nowrap text-ink-3";
const RULE = "my-1.5 border-line border-t";

type Props = {
  readonly open: OpenMenu;
  readonly onClose: () => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** Where a value can lead: filters on the same answer, questions that take it, and a copy. */
export function CellMenu({ open, onClose, onPivot, onFilter }: Props) {
  const popover = useRef<HTMLDivElement>(null);
  const headingId = useId();
  const [copyState, copy] = useCopy();
  const { value, menu, anchor, box } = open;
  usePopover(popover, box, onClose);
  const { onLikely, costOf } = use(PivotOffers);
  // The step's own pivot comes first, and is the one that people follow most.
  const onOpened = useEffectEvent(() => menu.pivots[0] && onLikely(menu.pivots[0]));
  useEffect(() => void onOpened(), []);

  const items = (): readonly HTMLElement[] => [
    ...(popover.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []),
  ];
  useEffect(() => {
    popover.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, []);
  const close = (): void => {
    // At once, not with the browser's toggle event: the next key may already open another menu.
    anchor.focus();
    onClose();
  };
  const choose = (act: () => void) => () => {
    close();
    act();
  };
  const copyValue = (): void => copy(value ?? "");

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at =
      document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const to = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (to !== undefined) all[to]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) copyValue();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside, wherever it has the focus.
    <div
      ref={popover}
      popover="auto"
      onKeyDown={onKeyDown}
      className="fixed inset-auto m-0 w-[380px] max-w-[calc(100vw-16px)] rounded-[10px] border border-line bg-panel p-1.5 text-ink shadow-float"
    >
      <div id={headingId} className="truncate px-2.5 pt-1 pb-1.5 text-[11.5px] text-ink-3">
        {value === null ? (
          menu.label
        ) : (
          <>
            {menu.label}{" "}
            <span className="font-mono">
              <LogValue value={value} length={120} />
            </span>
          </>
        )}
      </div>
      <div role="menu" aria-labelledby={headingId} className="max-h-[60vh] overflow-y-auto">
        {menu.filters.map(({ label, filter }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={ITEM}
            onClick={choose(() => onFilter(filter))}
          >
            {label}
            <span className={NOTE}>{filter.op === "not" ? "exclude" : "filter"}</span>
          </button>
        ))}
        {menu.pivots.length > 0 && menu.filters.length > 0 && <hr className={RULE} />}
        {menu.pivots.map((target) => {
          const cost = costOf(target);
          return (
            <button
              key={`${target.playbookId}/${target.stepId} ${JSON.stringify([target.inputs, target.filters])}`}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={ITEM}
              onPointerDown={() => onLikely(target)}
              onClick={choose(() => onPivot(target))}
            >
              {target.label}
              {cost !== null && <span className={NOTE}>{cost}</span>}
            </button>
          );
        })}
        {value !== null && (
          <>
            {menu.pivots.length + menu.filters.length > 0 && <hr className={RULE} />}
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={ITEM}
              onClick={copyValue}
              aria-keyshortcuts="C"
            >
              <span aria-live="polite">
                {copyState === "copied"
                  ? "Copied"
                  : copyState === "failed"
                    ? "Copy failed"
                    : "Copy"}
              </span>
              <kbd className={`${NOTE} font-sans`}>C</kbd>
            </button>
          </>
        )}
      </div>
    </div>
  );
}
