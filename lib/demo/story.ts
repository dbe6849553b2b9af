/** All events that do not come from chance, and what each is part of. */
import { administrationEvents } from "./administration/month";
import { hostileEvents } from "./hostile";
import { instanceIncidentEvents } from "./incident-instance";
import { keyIncidentEvents } from "./incident-key";
import { loggingIncidentEvents } from "./incident-logging";
import { rootIncidentEvents } from "./incident-root";
import type { PlannedEvent } from "./planned";
import { bySlot } from "./planned";
import { renderRecord } from "./record";
import { Rng } from "./rng";

/** What an event of the story is part of. Administration is benign. */
export type StoryPart = "incident" | "administration" | "hostile";

export type StoryEvent = PlannedEvent & { readonly part: StoryPart };

const partOf = (part: StoryPart, events: readonly PlannedEvent[]): readonly StoryEvent[] =>
  events.map((event) => ({ ...event, part }));

/** Every event that does not come from chance. */
export function storyEvents(seed: number): readonly StoryEvent[] {
  return [
    ...partOf("incident", [
      ...keyIncidentEvents(),
      ...instanceIncidentEvents(seed),
      ...rootIncidentEvents(),
      ...loggingIncidentEvents(),
    ]),
    ...partOf("hostile", hostileEvents()),
    ...partOf("administration", administrationEvents(seed)),
  ];
}

/** The random draws of a slot of a stream that its story and its delivery use. */
export function storyDraws(seed: number, stream: number, slot: number): Rng {
  return new Rng(seed, stream + 1_000, slot);
}

/** The record text of an event of the story. */
export function storyRecord(event: PlannedEvent, rng: Rng): string {
  const { account, region, time } = event;
  return renderRecord(event.call, event.caller, { rng, account, region, time });
}

/** What each event of the story is part of, by its event id: the truth that tests compare with. */
export function storyTruth(seed: number): ReadonlyMap<string, StoryPart> {
  const truth = new Map<string, StoryPart>();
  for (const [slot, streams] of bySlot(storyEvents(seed)))
    for (const [stream, events] of streams) {
      const draws = storyDraws(seed, stream, slot);
      for (const event of events) {
        const { eventID } = JSON.parse(storyRecord(event, draws));
        truth.set(eventID, event.part);
      }
    }
  return truth;
}
