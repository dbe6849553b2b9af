import { expect, test } from "vitest";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import { waitingFor } from "./step-progress";
import { ACTIVITY } from "./step-requests";

test("no request waits for ever for a step that failed", () => {
  expect(waitingFor(null)).toEqual(expect.arrayContaining([ACTIVITY, LEFT_BEHIND]));
  expect(waitingFor("answered")).toEqual([]);
  expect(waitingFor("failed")).not.toContain(LEFT_BEHIND);
  // A count beside an answer that failed says nothing.
  expect(waitingFor("failed")).toContain(ACTIVITY);
});
