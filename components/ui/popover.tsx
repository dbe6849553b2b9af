"use client";
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placePopover } from "./place-popover";
import { FLOATING } from "./styles";

type Props = {
  /** What the panel is, for those who cannot see it. */
  readonly label: string;
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  /** The whole value, where the trigger shortens it. */
  readonly triggerTitle?: string;
  readonly panelClass?: string;
  /** Rendered while the panel is open, afresh each time. */
  readonly children: (close: () => void) => ReactNode;
};

/** Beside the trigger and inside the window. Set through the DOM, where the CSP has no say. */
function place(trigger: HTMLElement, panel: HTMLElement): void {
  const { left, top } = placePopover(
    trigger.getBoundingClientRect(),
    { width: panel.offsetWidth, height: panel.offsetHeight },
    { width: window.innerWidth, height: window.innerHeight },
  );
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}

/** A button that opens a panel. Escape and a click elsewhere close it; focus comes back. */
export function Popover({
  label,
  trigger,
  triggerClass,
  triggerTitle,
  panelClass = "",
  children,
}: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);

  const onBeforeToggle = (event: ToggleEvent<HTMLDivElement>): void => {
    const [button, panel] = [buttonRef.current, panelRef.current];
    if (event.newState !== "open" || !button || !panel) return;
    // The content has to be there before the panel shows, so that the browser can focus it.
    flushSync(() => setOpen(true));
    panel.querySelector("[data-first], input, button")?.setAttribute("autofocus", "");
    place(button, panel);
  };

  const onToggle = (event: ToggleEvent<HTMLDivElement>): void => {
    const [button, panel] = [buttonRef.current, panelRef.current];
    if (!button || !panel) return;
    if (event.newState === "open") {
      // Again: a panel that is not shown yet has no size to keep inside the window.
      place(button, panel);
      return;
    }
    // The browser gives the focus back by itself, except where the button never had it.
    const lost = document.activeElement === document.body || panel.contains(document.activeElement);
    setOpen(false);
    if (lost) button.focus();
  };

  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={triggerTitle}
        className={triggerClass}
      >
        {trigger}
      </button>
      <div
        ref={panelRef}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        className={`${FLOATING} fixed inset-auto m-0 max-h-[calc(100dvh-16px)] overflow-auto p-3 ${panelClass}`}
      >
        {open ? children(() => panelRef.current?.hidePopover()) : null}
      </div>
    </>
  );
}
