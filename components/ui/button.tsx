import type { ComponentPropsWithRef } from "react";

const BASE =
  "inline-flex h-[28px] items-center gap-1.5 rounded-[7px] border px-2.5 whitespace-nowrap " +
  "disabled:opacity-50";

/** The classes of a button, for links that look like one. */
export const buttonClass = `${BASE} border-line bg-panel text-ink hover:bg-line-soft`;
const primaryClass = `${BASE} border-accent bg-accent text-accent-ink font-medium hover:opacity-90`;

/** A small button; `isPrimary` is the one that a state is about. */
export function Button({
  isPrimary = false,
  className = "",
  ...rest
}: ComponentPropsWithRef<"button"> & { readonly isPrimary?: boolean }) {
  return (
    <button
      type="button"
      className={`${isPrimary ? primaryClass : buttonClass} ${className}`}
      {...rest}
    />
  );
}
