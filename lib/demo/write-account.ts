/** Writes the demo account to a folder. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { backgroundRecords } from "./background";
import { planVolume } from "./calendar";
import { SLOT_COUNT } from "./clock";
import { DeliveryWriter, deliveryPath } from "./delivery";
import { Sessions } from "./identities";
import type { DemoSummary } from "./marker";
import { DEFAULT_EVENTS, DEFAULT_SEED, DEMO_VERSION, markerPath, writeDemoMarker } from "./marker";
import { bySlot } from "./planned";
import { storyDraws, storyEvents, storyRecord } from "./story";
import { STREAMS } from "./world";

/** The progress of a run. */
export type DemoProgress = {
  readonly events: number;
  readonly totalEvents: number;
  readonly files: number;
  readonly bytes: number;
};

/** What to write, and where. */
export type DemoOptions = {
  readonly dir: string;
  readonly seed?: number;
  /** Ordinary events; those of the incidents and of the administration come on top. */
  readonly events?: number;
  readonly onProgress?: (progress: DemoProgress) => void;
};

/** A slot's records come a slot late this often: the 99th percentile of the lag is 9 minutes. */
const LATE = 0.05;
/** A second trail delivers a file again this often. */
const TWICE = 0.008;

/**
 * Writes the demo account: a month of an organisation's CloudTrail files as S3 holds them. The same
 * seed and size give the same files. An older demo tree in the folder is replaced.
 */
export async function writeDemoAccount(options: DemoOptions): Promise<DemoSummary> {
  const { dir, seed = DEFAULT_SEED, events: requested = DEFAULT_EVENTS, onProgress } = options;
  await rm(markerPath(dir), { force: true });
  await rm(join(dir, "AWSLogs"), { recursive: true, force: true });

  const writer = new DeliveryWriter(dir);
  const sessions = new Sessions(seed);
  const volume = planVolume(seed, requested);
  const planned = storyEvents(seed);
  const story = bySlot(planned);
  const totalEvents = requested + planned.length;
  const late: string[][] = STREAMS.map(() => []);
  let events = 0;
  let records = 0;

  for (let slot = 0; slot < SLOT_COUNT; slot += 1) {
    for (const [number, stream] of STREAMS.entries()) {
      const draws = storyDraws(seed, number, slot);
      const count = volume[slot * STREAMS.length + number] ?? 0;
      const dueNow = story.get(slot)?.get(number) ?? [];
      const fresh = backgroundRecords(seed, number, slot, count, sessions);
      for (const event of dueNow) fresh.push(storyRecord(event, draws));
      events += fresh.length;

      const waiting = late[number] ?? [];
      const isLate = slot < SLOT_COUNT - 1 && draws.chance(LATE);
      const due = isLate ? waiting : [...waiting, ...fresh];
      late[number] = isLate ? fresh : [];
      if (due.length === 0) continue;
      records += due.length;
      await writer.write(deliveryPath(stream, slot, draws.alnum(16)), due);
      // The story's nights are delivered twice now and then, so that counting rows goes wrong there.
      if (draws.chance(TWICE) || (dueNow.length > 0 && slot % 3 === 0)) {
        records += due.length;
        await writer.write(deliveryPath(stream, slot, draws.alnum(16)), due);
      }
    }
    if (slot % 12 === 0) onProgress?.({ events, totalEvents, ...writer.written });
  }
  const written = await writer.finish();
  const summary: DemoSummary = {
    version: DEMO_VERSION,
    seed,
    requested,
    events,
    records,
    ...written,
  };
  await writeDemoMarker(dir, summary);
  onProgress?.({ events, totalEvents, ...written });
  return summary;
}
