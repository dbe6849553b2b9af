"use client";
/** The short label behind an address: its country and network, or what kind of address it is. */
import type { PointerEvent } from "react";
import { CellText } from "@/components/ui/middle-cut";
import type { AddressFacts } from "@/lib/api/address-facts";
import { visibleText } from "@/lib/text/visible-text";

/**
 * A label gives way before the address does. Its title is set only while the pointer is on it: titles
 * that change in each cell of a scrolled table cost a style computation each.
 */
export function AddressLabel({ facts }: { readonly facts: AddressFacts }) {
  if (facts.label === "") return null;
  const onEnter = ({ currentTarget }: PointerEvent<HTMLElement>): void => {
    currentTarget.title = visibleText(facts.details.join("\n"));
  };
  return (
    <span
      onPointerEnter={onEnter}
      onPointerLeave={({ currentTarget }) => currentTarget.removeAttribute("title")}
      className="min-w-0 shrink-[1000] truncate font-sans text-[11px] text-ink-3"
    >
      <CellText text={facts.label} />
    </span>
  );
}
