"use client";
/** The bar at the top of every page. */
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { formatStart, type Start } from "@/lib/investigation/home-link";
import {
  formatInvestigation,
  type Place,
  sourceOf,
  startAt,
} from "@/lib/investigation/investigation";
import { leaving } from "./leaving";
import { Logo } from "./logo";
import { SearchBox } from "./search-box";
import { Shortcuts } from "./shortcuts";
import { SkipLink } from "./skip-link";
import { ThemeToggle } from "./theme-toggle";

type Props = {
  /** The scope and source in which a pasted value is searched; also the home page's. */
  readonly start: Start;
  /** Opens what the search box found; by default it starts an investigation there. */
  readonly onOpen?: (place: Place) => void;
  /** Content next to the buttons: the selected source. */
  readonly children?: ReactNode;
};

/** The bar at the top of every page. */
export function TopBar({ start, onOpen, children }: Props) {
  const router = useRouter();
  const home = formatStart(start);
  const open = (place: Place): void =>
    router.push(formatInvestigation(startAt({ ...sourceOf(start), ...place })));
  return (
    <header className="relative flex h-12 shrink-0 items-center gap-3.5 border-b border-line bg-panel px-4">
      <SkipLink>{onOpen ? "Skip to the answer" : "Skip to the content"}</SkipLink>
      <Logo
        href={home}
        onHome={() => {
          leaving.isUnderWay = true;
          router.push(home);
        }}
      />
      <SearchBox scope={start.scope} onOpen={onOpen ?? open} />
      <div className="flex shrink-0 items-center gap-2">
        {children}
        <Shortcuts />
        <ThemeToggle />
      </div>
    </header>
  );
}
