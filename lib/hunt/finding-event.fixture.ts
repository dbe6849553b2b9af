/** An event behind a finding. */
import type { FindingEvent } from "./new-alerts";

/** What is not given is as in a call by a user into the own account. */
export function findingEvent(
  facts: Pick<FindingEvent, "rule" | "severity" | "actor" | "eventTime" | "eventId">,
): FindingEvent {
  return {
    account: "111122223333",
    region: "us-east-1",
    isDenied: false,
    firstUse: null,
    row: "",
    act: null,
    isCallers: true,
    ...facts,
  };
}
