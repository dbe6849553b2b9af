/** Which calls count as changes, for every step that asks who changed what. */
import { calls } from "../calls";
import { anyOf, is, not, type Predicate } from "../query";

/** Calls that write and change nothing: sign-ins, and what agents report of themselves. */
const routine = anyOf(
  is("eventsource", "signin.amazonaws.com"),
  calls(
    "ssm",
    "UpdateInstanceInformation",
    "UpdateInstanceAssociationStatus",
    "PutComplianceItems",
    "PutInventory",
  ),
  calls(
    "ecs",
    "SubmitTaskStateChange",
    "SubmitContainerStateChange",
    "SubmitAttachmentStateChanges",
  ),
  calls("logs", "CreateLogStream", "PutLogEvents"),
  calls("monitoring", "PutMetricData"),
  calls("xray", "PutTraceSegments", "PutTelemetryRecords"),
);
/** Calls that change something, or were meant to. */
export const changes: readonly Predicate[] = [is("readonly", "false"), not(routine)];
