import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runBin } from "./command-line.fixture";
import { corporaMissing, corpusLogs, type ExpectedAnswer, expectedAnswers } from "./corpora";
import { runCommand } from "./run-command.fixture";

const wordsOf = ({ step, from, to, inputs }: ExpectedAnswer): readonly string[] => [
  step,
  ...["--from", from, "--to", to, "--format", "json"],
  ...Object.entries(inputs).flatMap(([name, value]) => ["--set", `${name}=${value}`]),
];

async function answerOf(words: readonly string[]): Promise<unknown> {
  const { result, written } = await runCommand(words);
  if (!result.ok) throw new Error(result.failure.message);
  return JSON.parse(written);
}

if (corporaMissing !== null) {
  it.skip(`answers over real logs: ${corporaMissing}`, () => undefined);
}

describe.skipIf(corporaMissing !== null).each(["invictus", "stratus"])("the %s logs", (corpus) => {
  const answers = corporaMissing === null ? expectedAnswers(corpus) : [];
  let lake = "";
  beforeAll(async () => {
    lake = await mkdtemp(join(tmpdir(), `trailbook-${corpus}-`));
    process.env.TRAILBOOK_DATA = lake;
    delete (globalThis as { trailbookBackend?: unknown }).trailbookBackend;
    const { out } = await runBin(["import", corpusLogs(corpus), "--json"]);
    const { skipped }: { skipped: readonly { file: string }[] } = JSON.parse(out);
    // The labels beside one corpus are JSON lines, but no CloudTrail.
    expect(skipped.map(({ file }) => file).filter((file) => file !== "labels.jsonl")).toEqual([]);
  });
  afterAll(() => rm(lake, { recursive: true, force: true }));

  it.each(
    answers.map(
      (answer) =>
        [
          `${answer.step} ${answer.from} ${answer.to} ${JSON.stringify(answer.inputs)}`,
          answer,
        ] as const,
    ),
  )("%s", async (_, answer) => {
    expect(await answerOf(wordsOf(answer))).toEqual(answer.rows);
  });

  it("answers the same from another process", async () => {
    const answer = answers.find(({ rows }) => rows.length > 20);
    if (!answer) throw new Error("no answer to compare");
    const { out } = await runBin(["run", ...wordsOf(answer)]);
    expect(JSON.parse(out)).toEqual(answer.rows);
  });
});
