import { hostileEvents } from "@/lib/demo/hostile";
import { instanceIncidentEvents } from "@/lib/demo/incident-instance";
import { keyIncidentEvents } from "@/lib/demo/incident-key";
import { loggingIncidentEvents } from "@/lib/demo/incident-logging";
import { rootIncidentEvents } from "@/lib/demo/incident-root";
import type { PlannedEvent } from "@/lib/demo/planned";

/** Every event that does not come from chance: the incidents and the hostile texts. */
export const storyEvents = (seed: number): readonly PlannedEvent[] => [
  ...keyIncidentEvents(),
  ...instanceIncidentEvents(seed),
  ...rootIncidentEvents(),
  ...loggingIncidentEvents(),
  ...hostileEvents(),
];
