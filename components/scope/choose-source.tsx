"use client";
/** The choice of a table, where a link names none. */
import dynamic from "next/dynamic";
import { loadCode } from "@/components/ui/load-code";
import type { SourceChoices } from "@/lib/api/sources";

type Props = {
  readonly sources: SourceChoices;
  /** Why none is selected, a sentence. */
  readonly problem: string;
  readonly onChoose: (name: string) => void;
};

const SourceList = dynamic(() =>
  loadCode(() => import("./source-list")).then((module) => module.SourceList),
);

/** Shown instead of answers until a table is chosen. */
export function ChooseSource({ sources, problem, onChoose }: Props) {
  return (
    <section
      aria-labelledby="choose-source-title"
      className="flex max-w-[760px] flex-col gap-3 rounded-[10px] border border-line bg-panel px-4 py-4"
    >
      <h2 id="choose-source-title" className="font-semibold text-[14px]">
        Choose a table
      </h2>
      <p role="status" className="text-ink-2">
        {problem}
      </p>
      <SourceList sources={sources} current={null} onChoose={onChoose} />
    </section>
  );
}
