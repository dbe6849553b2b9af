/** The one button; links and popovers may take its look. */
import type { ComponentPropsWithRef } from "react";

const BASE = "inline-flex shrink-0 items-center gap-1.5 rounded-[7px] border whitespace-nowrap";

const LOOKS = {
  /** One of several. */
  quiet:
    "h-[30px] border-line bg-panel px-2.5 text-ink hover:bg-line-soft disabled:text-ink-3 disabled:hover:bg-panel",
  /** The same in a band of fixed height. */
  small: "h-6 border-line bg-panel px-2 text-ink hover:bg-line-soft",
  /** What the form or the state is for. */
  main: "h-[30px] border-accent bg-accent px-3 font-[550] text-accent-ink hover:opacity-90 disabled:border-line disabled:bg-line-soft disabled:text-ink-2 disabled:opacity-100",
  /** Square, with an icon alone; it needs an `aria-label`. */
  icon: "h-[30px] w-[30px] justify-center border-line bg-panel text-ink-2 hover:bg-bg hover:text-ink",
} as const;

type Look = keyof typeof LOOKS;

/** The classes of a button. */
export function buttonClass(look: Look = "quiet"): string {
  return `${BASE} ${LOOKS[look]}`;
}

export function Button({
  look = "quiet",
  className = "",
  ...rest
}: ComponentPropsWithRef<"button"> & { readonly look?: Look }) {
  return <button type="button" className={`${buttonClass(look)} ${className}`} {...rest} />;
}
