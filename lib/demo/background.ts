/** The ordinary events of the demo account, by slot and stream. */
import { hourText, isOfficeTime, timeInSlot } from "./clock";
import type { Sessions } from "./identities";
import { instancesAt } from "./instances";
import { instanceEvent } from "./noise-instances";
import { outsideEvent } from "./noise-outside";
import { ciEvent, personEvent, userEvent } from "./noise-people";
import { serviceEvent } from "./noise-services";
import type { Call, CallContext, Caller } from "./record";
import { renderRecord } from "./record";
import { Rng, Weighted } from "./rng";
import { PROD, STREAMS } from "./world";

type Kind = "service" | "instance" | "outside" | "person" | "ci" | "user";

const QUIET = new Weighted<Kind>([
  [46, "service"],
  [44, "instance"],
  [10, "outside"],
]);
const BUSY = new Weighted<Kind>([
  [30, "service"],
  [24, "instance"],
  [7, "outside"],
  [24, "person"],
  [10, "ci"],
  [5, "user"],
]);

/** Deliveries leave half a minute for the records to arrive, so no event is that late in a slot. */
const LAST_SECOND = 270;

/** The ordinary events of one slot of one stream, in time order, as record texts. */
export function backgroundRecords(
  seed: number,
  stream: number,
  slot: number,
  count: number,
  sessions: Sessions,
): string[] {
  const place = STREAMS[stream];
  if (place === undefined || count === 0) return [];
  const rng = new Rng(seed, stream, slot);
  const hour = hourText(slot);
  const offsets = Uint16Array.from({ length: count }, () => rng.int(LAST_SECOND)).sort();
  const kinds = isOfficeTime(slot) ? BUSY : QUIET;
  const instances = instancesAt(place.account, place.region, slot);
  const records: string[] = [];
  for (const offset of offsets) {
    const context: CallContext = {
      rng,
      account: place.account,
      region: place.region,
      time: timeInSlot(slot, hour, offset),
    };
    let kind = kinds.pick(rng);
    if (kind === "ci" && !hasCi(place)) kind = "person";
    if (kind === "instance" && instances.length === 0) kind = "service";
    if (kind === "instance") {
      const instance = rng.pick(instances);
      const [call, caller] = instanceEvent(context, instance, sessions, slot);
      records.push(renderRecord(call, caller, { ...context, instance }));
    } else {
      const [call, caller] = eventOf(kind, context, sessions, slot);
      records.push(renderRecord(call, caller, context));
    }
  }
  return records;
}

const hasCi = (place: (typeof STREAMS)[number]): boolean =>
  place.account === PROD && (place.region === "us-east-1" || place.region === "eu-west-1");

function eventOf(
  kind: Exclude<Kind, "instance">,
  context: CallContext,
  sessions: Sessions,
  slot: number,
): readonly [Call, Caller] {
  switch (kind) {
    case "ci":
      return ciEvent(context);
    case "person":
      return personEvent(context, sessions, slot);
    case "user":
      return userEvent(context) ?? personEvent(context, sessions, slot);
    case "outside":
      return outsideEvent(context, sessions, slot);
    case "service":
      return serviceEvent(context, sessions, slot);
  }
}
