import { expect, test } from "vitest";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import { waitingFor } from "./step-progress";
import { ACTIVITY } from "./step-requests";

const IDS = ["source-ips", LEFT_BEHIND, ACTIVITY];

test("the step looked at is answered first, then the others, then what reads more", () => {
  expect(waitingFor(IDS, null)).toEqual(IDS);
  expect(waitingFor(IDS, "done")).toEqual(expect.arrayContaining([ACTIVITY, LEFT_BEHIND]));
  expect(waitingFor(IDS, "done")).not.toContain("source-ips");
  expect(waitingFor(IDS, "answered")).toEqual([]);
});

test("no request waits for ever for a step that failed", () => {
  expect(waitingFor(IDS, "failed")).not.toContain(LEFT_BEHIND);
  // A count beside an answer that failed says nothing.
  expect(waitingFor(IDS, "failed")).toContain(ACTIVITY);
});
