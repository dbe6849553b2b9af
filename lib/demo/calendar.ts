/** How the demo month's events are spread over slots and streams. */
import { hourOf, isOfficeTime, isWeekday, SLOT_COUNT } from "./clock";
import { Rng } from "./rng";
import type { Stream } from "./world";
import { STREAMS } from "./world";

/** How full an hour of the office day is, from 07:00 UTC on: it fills, dips at noon, and empties. */
const OFFICE_CURVE = [0.6, 0.9, 1.15, 1.2, 1, 0.8, 1.1, 1.2, 1.05, 0.7] as const;

/** A slot's share of a stream's traffic; 0 if the stream is silent then. */
function slotWeight(stream: Stream, number: number, slot: number): number {
  const every = isOfficeTime(slot) ? stream.busyEvery : stream.quietEvery;
  if ((slot + number * 7) % every !== 0) return 0;
  const curve = isOfficeTime(slot) ? (OFFICE_CURVE[hourOf(slot) - 7] ?? 1) * 3 : nightLevel(slot);
  // A rarer slot covers a longer time: services do the same by day and by night.
  return curve * every;
}

const nightLevel = (slot: number): number => (isWeekday(slot) ? 1.1 : 0.9);

/**
 * How many ordinary events each slot of each stream has; they add up to exactly `events`.
 * The index of a slot in the result is `slot * STREAMS.length + stream`.
 */
export function planVolume(seed: number, events: number): Uint32Array {
  const width = STREAMS.length;
  const weights = new Float64Array(SLOT_COUNT * width);
  let total = 0;
  STREAMS.forEach((stream, number) => {
    const rng = new Rng(seed, number, -1);
    let sum = 0;
    for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
      const weight = slotWeight(stream, number, slot) * (0.7 + 0.6 * rng.unit());
      weights[slot * width + number] = weight;
      sum += weight;
    }
    for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
      const at = slot * width + number;
      weights[at] = ((weights[at] ?? 0) / sum) * stream.share;
    }
    total += stream.share;
  });
  const counts = new Uint32Array(weights.length);
  let seen = 0;
  let given = 0;
  weights.forEach((weight, at) => {
    seen += weight;
    // The last slot's rounding error must not lose an event, hence the whole at the end.
    const due = at === weights.length - 1 ? events : Math.round((seen / total) * events);
    counts[at] = due - given;
    given = due;
  });
  return counts;
}
