"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { formatInvestigation, type Place, startAt } from "@/lib/investigation";
import type { Scope } from "@/queries/scope";
import { Logo } from "./logo";
import { Pill } from "./pill";
import { SearchBox } from "./search-box";
import { Shortcuts } from "./shortcuts";
import { ThemeToggle } from "./theme-toggle";

type Props = {
  /** `DuckDB · local lake`. */
  readonly engineLabel: string;
  /** Where and when a pasted value is looked for. */
  readonly scope: Scope;
  /** Opens what the search box found; by default it starts an investigation there. */
  readonly onOpen?: (place: Place) => void;
  /** More pills, beside the engine's. */
  readonly children?: ReactNode;
};

/** The bar at the top of every page. */
export function TopBar({ engineLabel, scope, onOpen, children }: Props) {
  const router = useRouter();
  const start = (place: Place): void => router.push(formatInvestigation(startAt(place)));
  return (
    <header className="flex h-12 shrink-0 items-center gap-3.5 border-b border-line bg-panel px-4">
      <Logo onHome={() => router.push("/")} />
      <SearchBox scope={scope} onOpen={onOpen ?? start} />
      <div className="flex shrink-0 items-center gap-2">
        <div className="hidden items-center gap-2 md:flex">
          <Pill tone="good">{engineLabel}</Pill>
          {children}
        </div>
        <Shortcuts />
        <ThemeToggle />
      </div>
    </header>
  );
}
