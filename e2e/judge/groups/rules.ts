/** The hits of Sigma rules: every kind of test, and as many rules as public folders have. */
import { compileHits, type HitsKind } from "@/queries/sigma/compile-hits";
import { readSigmaRule, type SigmaRule } from "@/queries/sigma/sigma-rule";
import { type Case, type Group, sameRows } from "../cases";
import { allLayouts, sidesOf } from "../sources";
import { FOUR_MONTHS, KEY_NIGHT } from "../windows";

/** More than the public rules for AWS. */
const MANY = 800;

function rulesOf(detections: readonly object[]): readonly SigmaRule[] {
  return detections.map((selection, index) => {
    const read = readSigmaRule({
      title: `Rule ${index}`,
      id: `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`,
      author: "Trailbook’s judge",
      logsource: { product: "aws", service: "cloudtrail" },
      detection: { selection, condition: "selection" },
    });
    if ("refused" in read) throw new Error(read.refused);
    return read;
  });
}

/** A selection for each kind of test. */
export const EACH_KIND: readonly object[] = [
  { eventName: ["getobject", "LISTBUCKETS"], eventSource: "s3.amazonaws.com" },
  { "userAgent|contains": "AWS-cli", "errorCode|exists": false },
  { "userAgent|startswith|cased": "aws", errorCode: null },
  { "eventName|endswith": "s", "requestParameters|contains": "?" },
  { "userIdentity.arn|re": "^arn:\\w+:(?:sts|iam)::\\d{12}:.+/[^/]+$" },
  { "userIdentity.arn|re|i": "ASSUMED-role" },
  { "requestParameters.bucketName": ["*-logs*", "a?b"] },
  { "requestParameters.roleName|fieldref": "responseElements.role.roleName" },
  { "responseElements.credentials|exists": true },
  { "requestParameters.filterSet|contains": "items" },
  { "requestParameters.filterSet|re": "^.*items", "userIdentity.arn|re": "assumed" },
  // Through one list, two, and to a list of texts; with a name that may lead to lists anywhere.
  { "requestParameters.instancesSet.items.instanceId|startswith": "i-" },
  { "requestParameters.filterSet.items.valueSet.items.value": ["RUNNING", "*i-*"] },
  { "requestParameters.filterSet.items.name|exists": true, "eventName|startswith": "Desc" },
  { "responseElements.instancesSet.items.instanceId|re": "^i-[0-9a-f]+$" },
  { "requestParameters.list.name|contains": "e", "requestParameters.names|endswith": "1" },
  { readOnly: false, "additionalEventData.MFAUsed": "NO" },
];
const ofEachKind = rulesOf(EACH_KIND);

const many = rulesOf(
  Array.from({ length: MANY }, (_, index) => ({
    eventName: `Call${index}`,
    eventSource: `service${index % 90}.amazonaws.com`,
    "errorCode|exists": index % 2 === 0,
    "requestParameters.name|contains": `part${index % 40}`,
  })),
);

const KINDS: readonly HitsKind[] = ["hits", "hit-events", "hunted-events"];

export const rulesGroup: Group = {
  name: "rules",
  cases: async (engines) => {
    const caseOf = (
      kind: HitsKind,
      rules: readonly SigmaRule[],
      layout: (typeof allLayouts)[number],
      window: typeof KEY_NIGHT,
    ): Case => {
      const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
      return {
        name: `${layout.name} ${rules.length} rules, ${kind}`,
        run: () =>
          sameRows(
            engines,
            compileHits(kind, rules, scope, source),
            compileHits(kind, rules, lakeScope, lake),
          ),
      };
    };
    return [
      ...allLayouts.flatMap((layout) =>
        KINDS.map((kind) => caseOf(kind, ofEachKind, layout, KEY_NIGHT)),
      ),
      ...allLayouts
        .slice(0, 1)
        .flatMap((layout) => [
          caseOf("hits", many, layout, KEY_NIGHT),
          caseOf("hits", ofEachKind, layout, FOUR_MONTHS),
        ]),
    ];
  },
};
