/** The calls that real intruders used, as bare events. */
import { readFileSync } from "node:fs";
import { corpusLogs } from "@/e2e/contract/corpora";
import type { Tree } from "@/queries/expression-value";

type Known = {
  readonly eventName: string;
  readonly eventSource: string;
  readonly usedInWild: boolean;
};

/** The calls used in real intrusions, by a single key and one a second; nothing but their names. */
export function namesInTheWild(): readonly Tree[] {
  const catalogue: readonly Known[] = JSON.parse(
    readFileSync(corpusLogs("traildiscover-catalogue.json"), "utf8"),
  );
  const used = catalogue.filter(({ usedInWild }) => usedInWild);
  return used.map(({ eventName, eventSource }, second) => ({
    eventName,
    eventSource,
    eventTime: new Date(Date.UTC(2026, 2, 2, 10, 0, second)).toISOString(),
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      arn: "arn:aws:iam::111122223333:user/alice",
      accountId: "111122223333",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      userName: "alice",
    },
  }));
}
