/** The logo. */
import type { MouseEvent } from "react";

type Props = {
  /** The link to the home page, with its last scope. */
  readonly href?: string;
  /** Goes home without a page load; without it the link is followed. */
  readonly onHome?: () => void;
};

/** The mark and the name; it leads home. A plain link: next/link weighs more than this whole bar. */
export function Logo({ href = "/", onHome }: Props) {
  const onClick = (event: MouseEvent): void => {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!onHome || elsewhere || event.button !== 0) return;
    event.preventDefault();
    onHome();
  };
  return (
    <a
      href={href}
      onClick={onHome ? onClick : undefined}
      className="flex items-center gap-2 rounded-[7px] font-[650] tracking-[-0.01em] text-ink"
    >
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        className="stroke-accent"
        strokeWidth="2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M3 17C7 17 5 11 9 11s3-7 8-8" />
        <circle cx="3" cy="17" r="1.6" className="fill-accent" />
        <circle cx="17" cy="3" r="1.6" className="fill-accent" />
      </svg>
      Trailbook
    </a>
  );
}
