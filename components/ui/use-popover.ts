"use client";
import { type RefObject, useEffect, useLayoutEffect } from "react";
import { type Box, placePopover } from "./place-popover";

/**
 * Shows a native popover beside a box while mounted. Light dismissal and Escape are the browser's;
 * `onClose` hears of them.
 */
export function usePopover(
  ref: RefObject<HTMLElement | null>,
  anchor: Box,
  onClose: () => void,
  align: "start" | "end" = "start",
): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    if (!element.matches(":popover-open")) element.showPopover();
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const place = placePopover(anchor, element.getBoundingClientRect(), viewport, align);
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  }, [ref, anchor, align]);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const onToggle = (event: Event): void => {
      if ("newState" in event && event.newState === "closed") onClose();
    };
    element.addEventListener("toggle", onToggle);
    return () => element.removeEventListener("toggle", onToggle);
  }, [ref, onClose]);
}
