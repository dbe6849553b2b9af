"use client";
/** The one popover: a panel beside an element, and the button that opens one. */
import {
  type ComponentPropsWithoutRef,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { placePopover } from "./place-popover";
import { FLOATING } from "./styles";

type PanelProps = Omit<ComponentPropsWithoutRef<"div">, "children"> & {
  /** The element that the panel opens beside, and that gets the focus back. */
  readonly anchor: HTMLElement;
  readonly align?: "start" | "end";
  readonly onClose: () => void;
  readonly children: (close: () => void) => ReactNode;
};

/** Beside the anchor and inside the window. Set through the DOM, where the CSP has no say. */
function place(panel: HTMLElement, anchor: HTMLElement, align: "start" | "end"): void {
  const viewport = { width: window.innerWidth, height: window.innerHeight };
  const box = anchor.getBoundingClientRect();
  const { left, top } = placePopover(box, panel.getBoundingClientRect(), viewport, align);
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}

/**
 * A panel that is open while it is mounted, with the focus on its first control. Escape and a press
 * elsewhere close it; the focus goes back to the anchor, unless something else took it.
 */
export function FloatingPanel({
  anchor,
  align = "start",
  onClose,
  className = "",
  children,
  ...rest
}: PanelProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    if (!panel.matches(":popover-open")) panel.showPopover();
    // Reports after the layout that the frame needs anyhow, and again when lazy content arrives.
    const observer = new ResizeObserver(() => place(panel, anchor, align));
    observer.observe(panel);
    return () => observer.disconnect();
  }, [anchor, align]);

  useEffect(() => {
    const first = ref.current?.querySelector<HTMLElement>("[data-first], input, button");
    first?.focus({ preventScroll: true });
  }, []);

  const onToggle = ({ newState }: ToggleEvent<HTMLDivElement>): void => {
    if (newState === "open") return;
    const { activeElement } = document;
    if (activeElement === document.body || ref.current?.contains(activeElement)) anchor.focus();
    onClose();
  };
  const close = (): void => {
    // At once, not with the browser's toggle event: the next key may already open another panel.
    anchor.focus();
    onClose();
  };

  return (
    <div
      ref={ref}
      popover="auto"
      onToggle={onToggle}
      className={`${FLOATING} fixed inset-auto m-0 max-h-[calc(100dvh-16px)] overflow-auto ${className}`}
      {...rest}
    >
      {children(close)}
    </div>
  );
}

type PopoverProps = Pick<PanelProps, "align" | "children"> & {
  /** What the panel is, for those who cannot see it. */
  readonly label: string;
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  /** The whole value, where the trigger shortens it. */
  readonly triggerTitle?: string;
  readonly panelClass?: string;
};

/** A button that opens a panel, and closes it again. */
export function Popover(props: PopoverProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={props.triggerTitle}
        className={props.triggerClass}
        // A press dismisses an open panel by itself; the click after it must not open it again.
        onPointerDown={() => {
          wasOpen.current = anchor !== null;
        }}
        onClick={({ currentTarget, detail }) => {
          const isOpen = anchor !== null || (detail > 0 && wasOpen.current);
          setAnchor(isOpen ? null : currentTarget);
        }}
      >
        {props.trigger}
      </button>
      {anchor && (
        <FloatingPanel
          anchor={anchor}
          align={props.align ?? "start"}
          role="dialog"
          aria-label={props.label}
          className={props.panelClass ?? ""}
          onClose={() => setAnchor(null)}
        >
          {props.children}
        </FloatingPanel>
      )}
    </>
  );
}
