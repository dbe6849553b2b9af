/** The playbook about changes in a time range. */
import { calls } from "../calls";
import { events, measuredBy, playbook } from "../playbook";
import { anyOf, is, isNot } from "../query";
import { CHANGE_ROW } from "./caller";
import { changes } from "./change-calls";

const made = [...changes, is("outcome", "success")] as const;

/** Calls that let other accounts, or everyone, use a resource. */
const shares = anyOf(
  calls("ec2", "ModifySnapshotAttribute", "ModifyImageAttribute"),
  calls("rds", "ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"),
  calls("s3", "PutBucketPolicy", "PutBucketAcl", "PutObjectAcl", "DeleteBucketPublicAccessBlock"),
  calls("iam", "UpdateAssumeRolePolicy"),
  calls("kms", "PutKeyPolicy", "CreateGrant"),
  calls("secretsmanager", "PutResourcePolicy"),
  calls("lambda", "AddPermission20150331", "AddPermission20150331v2"),
  calls("ecr", "SetRepositoryPolicy"),
  calls("ram", "CreateResourceShare", "AssociateResourceShare"),
);

const none = "Nothing was changed in this time range, apart from sign-ins and agents' reports.";

export const whatChanged = playbook({
  id: "changes",
  title: "What changed",
  question: "What was changed here, by whom, and how?",
  when: "Something broke or an alert fired, and you need the changes just before it.",
  attack: ["T1098", "T1578"],
  entity: changes,
  steps: [
    {
      id: "changed-resources",
      question: "Which resources were changed?",
      why: "Start with what the alert names. Only changes that succeeded, without sign-ins and the reports of agents.",
      empty: none,
      where: made,
      answer: measuredBy(["resource", "eventsource"], ["calls", "actors", "firstseen", "lastseen"]),
      view: "bars",
    },
    {
      id: "changes-by-actor",
      question: "Who made changes?",
      why: "Only changes that succeeded. Most come from a few pipelines: a person among them, or a new role, is worth a question.",
      empty: none,
      where: made,
      answer: measuredBy(
        ["actor", "channel"],
        ["calls", "addresses", "regions", "firstseen", "lastseen"],
      ),
      view: "bars",
    },
    {
      id: "changes-by-call",
      question: "Which kinds of change were made?",
      why: "The rare calls at the end of the list are the unusual changes.",
      empty: none,
      where: made,
      answer: measuredBy(["eventsource", "eventname"], ["actors", "firstseen", "lastseen"]),
      view: "bars",
    },
    {
      id: "changes-over-time",
      question: "What changed, newest first?",
      why: "Read back from the alert: each change with what it set.",
      empty: none,
      where: made,
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "change-attempts",
      question: "What was changed or tried, newest first?",
      why: "Also calls that were denied or failed: the outcome says which.",
      empty: none,
      where: changes,
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "console-changes",
      question: "What was changed by hand?",
      why: "Where code makes the changes, one made by hand is an exception, a mistake or an intruder.",
      empty: "Nothing was changed in the console in this time range.",
      where: [...made, anyOf(is("channel", "console"), is("sessioncredentialfromconsole", "true"))],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "shares",
      question: "What was shared, and with whom?",
      why: "What was shared with another account or with everyone, or no longer: the request says with whom. Opened ports are among the other changes.",
      empty:
        "No resource was shared, and no sharing was removed, in this time range. Opened ports are among the other changes.",
      where: [...made, shares],
      answer: events(...CHANGE_ROW),
      view: "timeline",
      isNewestFirst: true,
    },
    {
      id: "failed-changes",
      question: "Which changes failed?",
      why: "A change that was tried and denied shows intent; one that failed otherwise may be the broken deployment.",
      empty: "No change failed in this time range.",
      where: [...changes, isNot("outcome", "success")],
      answer: measuredBy(
        ["actor", "eventname", "errorcode"],
        ["denied", "addresses", "firstseen", "lastseen"],
      ),
      view: "bars",
    },
  ],
});
