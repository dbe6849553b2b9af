/** Events with a fixed time: the lines of an incident. */
import { isoTime, slotOf } from "./clock";
import { deniedFault } from "./faults";
import type { Call, Caller } from "./record";
import type { Account } from "./world";
import { streamOf } from "./world";

/** An event of the story: it has a fixed time at any seed and size. */
export type PlannedEvent = {
  readonly time: string;
  readonly account: Account;
  readonly region: string;
  readonly call: Call;
  readonly caller: Caller;
};

/** One line of a plan: the same call several times over. */
export type PlanLine = {
  readonly count: number;
  readonly call: Call;
  /** The regions that the calls go through in turn; us-east-1 when absent. */
  readonly regions?: readonly string[];
};

/** A line of calls that succeed. */
export function allowed(count: number, call: Call, ...regions: readonly string[]): PlanLine {
  return {
    count,
    call: { ...call, faults: [] },
    ...(regions.length === 0 ? {} : { regions }),
  };
}

/** A line of calls that the service refuses, each with the service's own error code. */
export function denied(
  count: number,
  principal: string,
  call: Call,
  ...regions: readonly string[]
): PlanLine {
  return {
    ...allowed(count, call, ...regions),
    call: { ...call, faults: [deniedFault(call.source, call.name, principal)] },
  };
}

/**
 * Spreads the lines evenly over a time, all mixed as a script's loop would have them.
 * `callerAt` returns who calls at a share (0 to 1) of that time.
 */
export function spread(
  account: Account,
  from: string,
  to: string,
  lines: readonly PlanLine[],
  callerAt: (share: number) => Caller,
): PlannedEvent[] {
  const start = Date.parse(from) / 1000;
  const length = Date.parse(to) / 1000 - start;
  return lines
    .flatMap(({ count, call, regions }, line) =>
      Array.from({ length: count }, (_, n) => ({
        share: (n + 0.5 + line / lines.length / 2) / (count + 0.5),
        region: regions?.[n % regions.length] ?? "us-east-1",
        call,
      })),
    )
    .sort((a, b) => a.share - b.share)
    .map(({ share, region, call }) => ({
      time: isoTime(start + Math.floor(share * length)),
      account,
      region,
      call,
      caller: callerAt(share),
    }));
}

/** One event at a time. */
export function at(
  account: Account,
  time: string,
  region: string,
  call: Call,
  caller: Caller,
): PlannedEvent {
  return {
    time,
    account,
    region,
    call: { ...call, faults: call.faults ?? [] },
    caller,
  };
}

/** The planned events by slot, then by stream. */
export function bySlot<Event extends PlannedEvent>(
  events: readonly Event[],
): ReadonlyMap<number, ReadonlyMap<number, readonly Event[]>> {
  const slots = new Map<number, Map<number, Event[]>>();
  for (const event of events) {
    const slot = slotOf(event.time);
    const stream = streamOf(event.account, event.region);
    const streams = slots.get(slot) ?? new Map<number, Event[]>();
    slots.set(slot, streams);
    const list = streams.get(stream) ?? [];
    streams.set(stream, list);
    list.push(event);
  }
  return slots;
}
