import type { ReactNode } from "react";

type Props = { readonly tone?: "good"; readonly children: ReactNode };

/** A fact in the top bar; a good one has a green dot. */
export function Pill({ tone, children }: Props) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border border-line px-2.5 py-0.5 text-[12px] whitespace-nowrap text-ink-2">
      {tone === "good" ? (
        <span aria-hidden="true" className="size-[7px] rounded-full bg-good" />
      ) : null}
      {children}
    </span>
  );
}
