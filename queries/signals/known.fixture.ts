/** What is known for an answer about a leaked key, for tests of its sentences. */
import { findPlaybook } from "../index";
import type { Known } from "./sentences";
import type { SignalReport } from "./signal-types";
import { type Subject, subjectOf } from "./subject";

const playbook = findPlaybook("access-key-exposure");
const subject: Subject = (playbook && subjectOf(playbook)) ?? {
  noun: "",
  listing: "",
  counting: {},
};

export const OWNER = {
  principalId: "AIDA1",
  arn: "arn:aws:iam::111122223333:user/ci/ci-deploy",
  account: "111122223333",
  type: "IAMUser",
};

/** What is known of the leaked key: nothing beyond its report and its owner but what is given. */
export function known(report: SignalReport, more: Partial<Known> = {}): Known {
  return {
    subject,
    report,
    owners: { stepId: "key-owner", rows: [OWNER] },
    origin: [],
    names: [],
    matches: [],
    further: [],
    unused: [],
    ...more,
  };
}
