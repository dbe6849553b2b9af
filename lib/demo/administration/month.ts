/** The month of ordinary administration, which the watchlist should stay quiet about. */
import { Sessions } from "../identities";
import type { PlannedEvent } from "../planned";
import { deploymentEvents } from "./deployments";
import { joiningEvents } from "./joining";
import { machineEvents } from "./machines";
import { operatorEvents } from "./operators";
import { securityEvents } from "./security";
import { terraformEvents } from "./terraform";

/** Every event of the month's administration. All of them are benign. */
export function administrationEvents(seed: number): readonly PlannedEvent[] {
  const sessions = new Sessions(seed);
  return [
    ...terraformEvents(sessions),
    ...deploymentEvents(sessions),
    ...machineEvents(sessions),
    ...operatorEvents(sessions),
    ...securityEvents(sessions),
    ...joiningEvents(sessions),
  ];
}
