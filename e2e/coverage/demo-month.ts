/** The demo account's events in memory, with what each is part of. */
import { backgroundRecords } from "@/lib/demo/background";
import { planVolume } from "@/lib/demo/calendar";
import { SLOT_COUNT } from "@/lib/demo/clock";
import { Sessions } from "@/lib/demo/identities";
import { DEFAULT_EVENTS, DEFAULT_SEED } from "@/lib/demo/marker";
import { bySlot } from "@/lib/demo/planned";
import { type StoryPart, storyDraws, storyEvents, storyRecord } from "@/lib/demo/story";
import { STREAMS } from "@/lib/demo/world";
import type { Tree } from "@/queries/expression-value";

/** What a demo event is part of; ordinary traffic where it comes from chance. */
export type DemoPart = StoryPart | "traffic";

export type DemoMonth = {
  /** Every event, each once, in no order. */
  readonly records: readonly Tree[];
  readonly partOf: (record: Tree) => DemoPart;
};

/** The demo account's events, as `npm run demo` writes them to files; some seconds. */
export function demoMonth(events = DEFAULT_EVENTS, seed = DEFAULT_SEED): DemoMonth {
  const sessions = new Sessions(seed);
  const volume = planVolume(seed, events);
  const story = bySlot(storyEvents(seed));
  const records: Tree[] = [];
  const parts = new Map<Tree, StoryPart>();
  for (let slot = 0; slot < SLOT_COUNT; slot += 1)
    for (const stream of STREAMS.keys()) {
      const count = volume[slot * STREAMS.length + stream] ?? 0;
      for (const text of backgroundRecords(seed, stream, slot, count, sessions))
        records.push(JSON.parse(text));
      const draws = storyDraws(seed, stream, slot);
      for (const event of story.get(slot)?.get(stream) ?? []) {
        const record: Tree = JSON.parse(storyRecord(event, draws));
        records.push(record);
        parts.set(record, event.part);
      }
    }
  return { records, partOf: (record) => parts.get(record) ?? "traffic" };
}
