"use client";
/** The short label behind an address: its country and network, or what kind of address it is. */
import type { PointerEvent } from "react";
import { CellText } from "@/components/ui/middle-cut";
import type { AddressFacts } from "@/lib/api/address-facts";
import { visibleText } from "@/lib/text/visible-text";

/**
 * Where room is missing, the label shrinks before the address, and its last parts before its first.
 * The factor is this large because an address that loses a thousandth of a pixel ends in an ellipsis.
 */
const LABEL = "flex min-w-0 shrink-[100000] gap-1 font-sans text-[11px] text-ink-3";
const OTHERS = "min-w-0 shrink-[100000] truncate";

const textOf = ({ details }: AddressFacts): string =>
  details.map(({ text, file }) => (file === null ? text : `${text} (${file})`)).join("\n");

/**
 * The label of an address. Its title is set only while the pointer is on it: titles that change in
 * each cell of a scrolled table cost a style computation each.
 */
export function AddressLabel({ facts }: { readonly facts: AddressFacts }) {
  const [first, ...others] = facts.label;
  if (first === undefined) return null;
  const onEnter = ({ currentTarget }: PointerEvent<HTMLElement>): void => {
    currentTarget.title = visibleText(textOf(facts));
  };
  return (
    <span
      onPointerEnter={onEnter}
      onPointerLeave={({ currentTarget }) => currentTarget.removeAttribute("title")}
      className={LABEL}
    >
      <span className="truncate">
        <CellText text={first} />
      </span>
      {others.length > 0 && (
        <span className={OTHERS}>
          <CellText text={others.join(" ")} />
        </span>
      )}
    </span>
  );
}
