/** The frame of states without rows. */
import type { ReactNode } from "react";

/** The frame that every state without rows shares. */
export function StateCard({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <section className="flex flex-col items-start gap-2 rounded-[10px] border border-line bg-panel px-4 py-5">
      <h3 className="font-semibold text-[14px]">{title}</h3>
      {children && (
        <div className="flex w-full max-w-[70ch] flex-col gap-1.5 text-ink-2">{children}</div>
      )}
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
    </section>
  );
}
