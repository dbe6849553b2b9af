/** All events that do not come from chance. */
import { hostileEvents } from "./hostile";
import { instanceIncidentEvents } from "./incident-instance";
import { keyIncidentEvents } from "./incident-key";
import { loggingIncidentEvents } from "./incident-logging";
import { rootIncidentEvents } from "./incident-root";
import type { PlannedEvent } from "./planned";

/** Every event that does not come from chance: the incidents and the hostile texts. */
export function storyEvents(seed: number): readonly PlannedEvent[] {
  return [
    ...keyIncidentEvents(),
    ...instanceIncidentEvents(seed),
    ...rootIncidentEvents(),
    ...loggingIncidentEvents(),
    ...hostileEvents(),
  ];
}
