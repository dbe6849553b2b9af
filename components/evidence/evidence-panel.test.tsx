import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, it, vi } from "vitest";
import type { Sentence } from "@/queries/signals/phrases";
import { EvidencePanel, type EvidenceState } from "./evidence-panel";

const nothing = (): void => undefined;

beforeAll(() => {
  // No room was chosen in this browser.
  vi.stubGlobal("document", { documentElement: { style: { getPropertyValue: () => "" } } });
  return () => vi.unstubAllGlobals();
});

/** What is drawn before the button of this name, and so decides where it is. */
function beforeButton(name: string, state: EvidenceState, sentences: readonly Sentence[] | null) {
  const markup = renderToStaticMarkup(
    <EvidencePanel
      {...{ state, sentences }}
      stepId="user-agents"
      note={null}
      baselineDays={30}
      view="open"
      isBesideRecord={false}
      onToggle={nothing}
      onBaseline={nothing}
      onFollow={nothing}
    />,
  );
  const at = markup.indexOf(`>${name}</button>`);
  expect(at).toBeGreaterThan(0);
  return markup.slice(0, at);
}

const SENTENCES = [[{ text: "312 events." }], [{ text: "No new tool." }]];
const waiting = (price: string): EvidenceState => ({
  kind: "needs-confirmation",
  price,
  onConfirm: nothing,
});

it("keeps the button that compares in its place when sentences and the price arrive", () => {
  const first = beforeButton("Compare", waiting("estimating scan size"), null);
  expect(beforeButton("Compare", waiting("1.2 GB · ≈ $0.006"), SENTENCES)).toBe(first);

  const failed: EvidenceState = { kind: "failed", problem: "It failed.", onRetry: nothing };
  expect(beforeButton("Compare again", failed, SENTENCES)).toBe(
    beforeButton("Compare again", failed, null),
  );
});

it("shows its first sentences on a phone before a choice, and none where it was folded", () => {
  const shown = (view: "open" | "start" | "folded") => {
    const sentences = [...SENTENCES, [{ text: "No burst." }]];
    const markup = renderToStaticMarkup(
      <EvidencePanel
        {...{ view, sentences }}
        stepId="user-agents"
        state={{ kind: "ready" }}
        note={null}
        baselineDays={30}
        isBesideRecord={false}
        onToggle={nothing}
        onBaseline={nothing}
        onFollow={nothing}
      />,
    );
    const texts = sentences.flatMap((each) => each.map(({ text }) => text));
    return [
      markup.includes('hidden=""') ? [] : texts.filter((text) => markup.includes(text)),
      markup.includes('aria-expanded="true"'),
    ];
  };
  expect(shown("start")).toEqual([["312 events.", "No new tool."], false]);
  expect(shown("open")).toEqual([["312 events.", "No new tool.", "No burst."], true]);
  expect(shown("folded")).toEqual([[], false]);
});
