"use client";
/** The overview on the home page; its code comes after the page. */
import dynamic from "next/dynamic";
import { formatWindow } from "@/components/scope/time-text";
import { loadCode } from "@/components/ui/load-code";
import type { GlanceProps } from "./glance-props";
import { GLANCE_TITLE } from "./use-card-focus";

/** The height of the groups, so that the catalogue below does not move. */
const ROOM = "min-h-[434px] sm:min-h-[300px] lg:min-h-[176px]";

const Glance = dynamic(() => loadCode(() => import("./glance")).then((module) => module.Glance), {
  ssr: false,
});

/** The overview of the home page's time range and accounts. */
export function HomeGlance(props: GlanceProps) {
  return (
    <section
      aria-labelledby={GLANCE_TITLE}
      className="rounded-[10px] border border-line bg-panel px-3.5 pt-2 pb-3"
    >
      <h2
        id={GLANCE_TITLE}
        tabIndex={-1}
        className="flex outline-none flex-wrap items-baseline gap-x-3 font-semibold"
      >
        At a glance
        <span className="font-normal text-[12px] text-ink-2">
          {formatWindow(props.start.accountScope)}
        </span>
      </h2>
      <div className={ROOM}>
        <Glance {...props} />
      </div>
    </section>
  );
}
