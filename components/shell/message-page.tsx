/** A page with a single message, such as an error. */
import type { ReactNode } from "react";
import { Logo } from "./logo";

type Props = { readonly title: string; readonly children: ReactNode };

/** A page with a single message. */
export function MessagePage({ title, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center border-b border-line bg-panel px-4">
        <Logo />
      </header>
      <main className="mx-auto flex w-full max-w-[560px] flex-1 flex-col items-start justify-center gap-3 px-4 pb-24">
        <h1 className="text-[18px] font-semibold tracking-[-0.01em]">{title}</h1>
        {children}
      </main>
    </div>
  );
}
