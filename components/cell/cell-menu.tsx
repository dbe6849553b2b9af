"use client";
/** The menu of a value: filters on the same answer, questions that take it, and a copy. */
import {
  type ComponentPropsWithoutRef,
  type KeyboardEvent,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useId,
} from "react";
import { LogValue } from "@/components/ui/log-text";
import { FloatingPanel } from "@/components/ui/popover";
import { useCopy } from "@/components/ui/use-copy";
import { type Filter, isExclusion, ONLY_FAILURES } from "@/queries/filters";
import type { CellMenu as CellMenuContent, PivotTarget } from "@/queries/pivots";
import { AddressDetails } from "./address-details";
import { PivotOffers } from "./pivot-offers";

/** An open cell menu: its value, its items and its anchor. */
export type OpenMenu = {
  /** The exact value; null where the event lacks the field. */
  readonly value: string | null;
  readonly menu: CellMenuContent;
  /** What the value stands for, in sentences. */
  readonly about?: string | null;
  /** The element that it opens beside, and that gets the focus back. */
  readonly anchor: HTMLElement;
};

export type CellMenuActions = {
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

type Props = OpenMenu & CellMenuActions & { readonly onClose: () => void };

/** The open menu. */
export function CellMenu({ value, menu, about, anchor, onClose, onPivot, onFilter }: Props) {
  const headingId = useId();
  const [copyState, copy] = useCopy();
  const { onLikely } = use(PivotOffers);
  // The step's own pivot comes first: it is followed most.
  const onOpened = useEffectEvent(() => menu.pivots[0] && onLikely(menu.pivots[0]));
  useEffect(() => void onOpened(), []);
  const { filters, pivots } = menu;
  const copyValue = (): void => copy(value ?? "");

  return (
    <FloatingPanel
      anchor={anchor}
      onClose={onClose}
      onKeyDown={(event) => onMenuKey(event, anchor, onClose, copyValue)}
      className="w-[380px] max-w-[calc(100vw-16px)] p-1.5"
    >
      {(close) => {
        const choose = (act: () => void) => () => {
          close();
          act();
        };
        return (
          <>
            <Heading id={headingId} label={menu.label} value={value} />
            {about ? <p className="px-2.5 pb-1.5 text-[12px] text-ink-2">{about}</p> : null}
            <div className="px-2.5 pb-1.5 empty:hidden">
              <AddressDetails value={value} namesMissing />
            </div>
            <div role="menu" aria-labelledby={headingId} className="max-h-[60vh] overflow-y-auto">
              {filters.map(({ label, filter }) => (
                <Item
                  key={label}
                  note={filterNote(filter)}
                  onClick={choose(() => onFilter(filter))}
                >
                  {label}
                </Item>
              ))}
              {pivots.length > 0 && filters.length > 0 && <Rule />}
              {pivots.map((target) => (
                <PivotItem
                  key={`${target.playbookId}/${target.stepId} ${JSON.stringify([target.inputs, target.filters])}`}
                  target={target}
                  onClick={choose(() => onPivot(target))}
                />
              ))}
              {value !== null && pivots.length + filters.length > 0 && <Rule />}
              {value !== null && (
                <Item
                  note={<kbd className="font-sans">C</kbd>}
                  aria-keyshortcuts="C"
                  onClick={copyValue}
                >
                  <span aria-live="polite">{COPY_TEXTS[copyState]}</span>
                </Item>
              )}
            </div>
          </>
        );
      }}
    </FloatingPanel>
  );
}

/** Whether a filter of a menu excludes the value, or leaves what its label says. */
export function filterNote(filter: Filter): "exclude" | "filter" {
  return isExclusion(filter) && filter !== ONLY_FAILURES ? "exclude" : "filter";
}

const COPY_TEXTS = { idle: "Copy", copied: "Copied", failed: "Copy failed" } as const;

/** The index of the item that a key moves to; null for keys that do not move. */
function movedItem(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function onMenuKey(
  event: KeyboardEvent<HTMLElement>,
  anchor: HTMLElement,
  onClose: () => void,
  onCopy: () => void,
): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
  const to = movedItem(event.key, at, items.length);
  if (to !== null) items[to]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    anchor.focus();
    onClose();
  } else if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) onCopy();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

type HeadingProps = { readonly id: string } & Pick<OpenMenu, "value"> &
  Pick<CellMenuContent, "label">;

function Heading({ id, label, value }: HeadingProps) {
  return (
    <div id={id} className="truncate px-2.5 pt-1 pb-1.5 text-[11.5px] text-ink-3">
      {label}
      {value !== null && (
        <>
          {" "}
          <span className="font-mono">
            <LogValue value={value} length={120} />
          </span>
        </>
      )}
    </div>
  );
}

const Rule = () => <hr className="my-1.5 border-line border-t" />;

type ItemProps = ComponentPropsWithoutRef<"button"> & { readonly note: ReactNode };

function Item({ note, children, ...rest }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="flex w-full items-center gap-3 rounded-md px-2.5 py-[5px] text-left text-[12.5px] hover:bg-accent-soft hover:text-accent focus-visible:bg-accent-soft focus-visible:text-accent focus-visible:outline-none"
      {...rest}
    >
      {children}
      {note !== null && (
        <span className="ml-auto whitespace-nowrap pl-3 text-[11.5px] text-ink-3">{note}</span>
      )}
    </button>
  );
}

type PivotItemProps = { readonly target: PivotTarget; readonly onClick: () => void };

function PivotItem({ target, onClick }: PivotItemProps) {
  const { onLikely, costOf } = use(PivotOffers);
  return (
    <Item note={costOf(target)} onPointerDown={() => onLikely(target)} onClick={onClick}>
      {target.label}
    </Item>
  );
}
