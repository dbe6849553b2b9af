"use client";
/** Marks of values: what is new or unusual about them. */
import type { PointerEvent } from "react";
import type { Mark } from "@/queries/signals/marks";

type Props = { readonly mark: Mark };

/** A title is set only under the pointer: one in each cell of a scrolled table costs a style each. */
const titleOnPointer = ({ reason }: Mark) => ({
  onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = reason;
  },
  onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) =>
    currentTarget.removeAttribute("title"),
});

/** The mark of a value in words, in the colour of what is new. */
export function MarkBadge({ mark }: Props) {
  return (
    <span
      {...titleOnPointer(mark)}
      className="my-[5px] shrink-0 rounded bg-new-soft px-1 font-sans text-[11px] text-new leading-[18px]"
    >
      {mark.label}
    </span>
  );
}

/** The same as a dot, where a listing has no room for words; screen readers get them. */
export function MarkDot({ mark }: Props) {
  return (
    <span
      role="img"
      aria-label={mark.label}
      {...titleOnPointer(mark)}
      className="size-1.5 shrink-0 self-center rounded-full bg-new"
    />
  );
}
