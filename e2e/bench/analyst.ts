/** One analyst at work: opens the playbook of a leaked key and clicks from answer to answer. */
import type { Rng } from "@/lib/demo/rng";
import type { Place } from "@/lib/investigation/investigation";
import type { InputValues } from "@/queries/playbook";
import { HOUR_MS } from "@/queries/scope";
import { openTab, type Rows, type Tab } from "./analyst-tab";

/** The time to read an answer before the next click. */
const THINKS_MS = { least: 2_000, most: 6_000 };
/** After this many clicks the tab is closed and another opened. */
const CLICKS_A_TAB = 25;
/** The longest window that is chosen within the whole. */
const LONGEST_HOURS = 48;

/** The outcome of a click. */
export type Click = {
  readonly atMs: number;
  /** From the question to its first rows. */
  readonly ms: number;
  /** Opening a playbook may fetch its slice; everything else is answered from that. */
  readonly isPivot: boolean;
  /** What went wrong, in a sentence; null is nothing. */
  readonly error: string | null;
};

export type Work = {
  readonly url: string;
  readonly accessKeyId: string;
  readonly window: readonly [fromMs: number, toMs: number];
  readonly rng: Rng;
  readonly untilMs: number;
  readonly onClick: (click: Click) => void;
};

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Works until the end of the time. Errors are recorded and do not end the work. */
export async function work({ url, accessKeyId, window, rng, untilMs, onClick }: Work) {
  const isOver = () => performance.now() >= untilMs;
  const think = () => sleep(THINKS_MS.least + rng.int(THINKS_MS.most - THINKS_MS.least));

  const placeOf = (stepId: string, inputs: InputValues = {}, times = window): Place => ({
    playbookId: "access-key-exposure",
    stepId,
    scope: { accounts: [], regions: [], fromMs: times[0], toMs: times[1] },
    inputs: { accessKeyId, ...inputs },
    filters: [],
  });

  const click = async (tab: Tab, place: Place, isPivot: boolean): Promise<Rows> => {
    const atMs = performance.now();
    try {
      const { ms, rows, fromSlice } = await tab.show(place);
      const error = isPivot && !fromSlice ? "A pivot inside a slice asked the source." : null;
      onClick({ atMs, ms, isPivot, error });
      return rows;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onClick({ atMs, ms: performance.now() - atMs, isPivot, error: reason });
      return [];
    }
  };

  /** Some hours within the whole window, as they are chosen in the chart. */
  const someHours = (): readonly [number, number] => {
    const hours = 1 + rng.int(LONGEST_HOURS);
    const fromMs = window[0] + rng.int((window[1] - window[0]) / HOUR_MS - hours) * HOUR_MS;
    return [fromMs, fromMs + hours * HOUR_MS];
  };

  /** Clicks on a value of an answer, or on its chart, or on another step. */
  const pivot = async (tab: Tab): Promise<void> => {
    const chosen = rng.int(4);
    if (chosen === 0) {
      await click(tab, placeOf("all-key-usage", {}, someHours()), true);
      return;
    }
    const [step, next, input] =
      chosen === 1
        ? ["source-ips", "events-by-source-ip", "sourceIp"]
        : ["user-agents", "events-by-user-agent", "userAgent"];
    const times = chosen === 3 ? someHours() : window;
    const rows = await click(tab, placeOf(step, {}, times), times !== window);
    const value = rows.length === 0 ? undefined : rng.pick(rows)[0];
    if (typeof value !== "string" || isOver()) return;
    await think();
    await click(tab, placeOf(next, { [input]: value }, times), true);
  };

  while (!isOver()) {
    let tab: Tab;
    try {
      tab = await openTab(url, placeOf("user-agents"));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onClick({ atMs: performance.now(), ms: 0, isPivot: false, error: reason });
      await think();
      continue;
    }
    await click(tab, placeOf("user-agents"), false);
    for (let clicks = 0; clicks < CLICKS_A_TAB && !isOver(); clicks += 1) {
      await think();
      await pivot(tab);
    }
    await tab.close().catch(() => undefined);
  }
}
