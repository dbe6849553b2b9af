import { expect, it } from "vitest";
import type { StepRequest } from "@/lib/api/answers";
import { type Investigation, startAt } from "@/lib/investigation/investigation";
import type { InputValues } from "@/queries/playbook";
import { textOf } from "@/queries/signals/phrases";
import type { Answered } from "./find-chain";
import { toRows } from "./moves";
import { requestOf } from "./step-requests";
import { findCreatorSentence } from "./use-creator";

const TO_MS = Date.parse("2026-03-31T00:00:00Z");
const TIME = "2026-03-19T02:44:02Z";
const at = (playbookId: string, stepId: string, inputs: InputValues): Investigation =>
  startAt({
    ...{ playbookId, stepId, inputs, filters: [], source: "main" },
    scope: { accounts: [], regions: [], fromMs: Date.parse("2026-03-25T00:00:00Z"), toMs: TO_MS },
  });
const USER = at("user", "user-timeline", { userName: "eve" });

const COLUMNS = ["eventtime", "eventname", "actor", "sourceipaddress", "recipientaccountid"];
const row = (account: string) => [TIME, "CreateUser", "ci-deploy", "89.38.97.12", account];

/** The sentence, where it leads to, and its requests. */
async function found(
  investigation: Investigation,
  isFree: boolean,
  answer: Answered | "scan" | "failed",
) {
  const requests: StepRequest[] = [];
  const result = await findCreatorSentence(
    { investigation, isFree, maxWindowDays: 400 },
    async (request) => {
      requests.push(request);
      return answer;
    },
  );
  const sentence = result?.sentence ?? [];
  const link = sentence.find((phrase) => phrase.link)?.link;
  return { text: textOf(sentence), kind: result?.kind, link, requests };
}

it("looks for the call before the time range too, and leads from its time on", async () => {
  const { text, link, requests } = await found(USER, true, {
    ...{ columns: COLUMNS, rows: [row("111122223333")] },
  });
  expect(text).toBe("Created by ci-deploy with CreateUser on 19 Mar 2026 02:44, from 89.38.97.12.");
  expect(link?.window).toEqual({ fromMs: Date.parse(TIME), toMs: TO_MS });
  expect(requests.map(({ mode }) => mode)).toEqual(["open"]);
  expect(requests[0]?.link).toContain("from=2025-02-24T00:00:00Z");
});

it("starts no scan that costs money, and leads to the very request that it would answer from", async () => {
  const { text, kind, link, requests } = await found(USER, false, "scan");
  expect([text, kind]).toEqual(["Not checked yet: who created this user.", "would-scan"]);
  expect(requests.map(({ mode }) => mode)).toEqual(["cached-only"]);
  if (link === undefined) throw new Error("There is no link.");
  const page = toRows(USER, link);
  expect(requestOf(page, "rows").link).toBe(requests[0]?.link);
});

it("says nothing where no call is there, where accounts differ, and where the request failed", async () => {
  const rows = [row("111122223333"), row("444455556666")];
  for (const answer of [
    { columns: COLUMNS, rows: [] },
    { columns: COLUMNS, rows },
    "failed",
  ] as const)
    expect((await found(USER, true, answer)).text).toBe("");
  const session = at("session", "session-timeline", { session: "ops/jw" });
  expect(await found(session, true, "scan")).toMatchObject({ text: "", requests: [] });
});
