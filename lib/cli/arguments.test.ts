import { expect, it } from "vitest";
import { readPlace, readWords } from "./arguments";
import { COMMANDS } from "./commands";

const WINDOW = ["--from", "2026-03-19T00:00:00Z", "--to", "2026-03-20T00:00:00Z"];

/** The parsed words, or the sentence about the mistake. */
function read(...words: readonly string[]) {
  const given = readWords([...words, ...WINDOW], COMMANDS.sql.options);
  if (!given.ok) return given.failure.message;
  const place = readPlace(given.value);
  return place.ok ? place.value : place.failure.message;
}

it("takes a step, its inputs and filters", () => {
  const words = ["--set", "accessKeyId=A=B", "--filter", "eventname:is:CreateUser"];
  expect(read("access-key-exposure/user-agents", ...words)).toMatchObject({
    playbookId: "access-key-exposure",
    stepId: "user-agents",
    inputs: { accessKeyId: "A=B" },
    filters: [{ field: "eventname", op: "is", value: "CreateUser" }],
  });
});

it.each([
  [[], /^Name the step/],
  [["user-agents"], /is not a step: write playbook\/step/],
  [["access-key-exposure/user-agent"], /Did you mean access-key-exposure\/user-agents\?$/],
  [["watchlist/iam-changes2"], /Did you mean watchlist\/iam-changes\?$/],
  [["watchlist/nosuch"], /^There is no step “watchlist\/nosuch”; `steps` lists them\.$/],
  [["watchlist/root-usage", "more"], /one word too many/],
  [["watchlist/root-usage", "--set", "x"], /“--set x” is not NAME=VALUE/],
  [["watchlist/root-usage", "--filter", "nosuch:is:x"], /“--filter nosuch:is:x” is/],
  [["watchlist/root-usagee"], /Did you mean watchlist\/root-usage\?$/],
  [["watchlist/root-usage", "--nosuch"], /^There is no option --nosuch\. See --help\.$/],
  [
    ["watchlist/root-usage", "--form", "x"],
    /^There is no option --form\. Did you mean --from\? See --help\.$/,
  ],
])("says what is wrong with %j in one sentence", (words, sentence) => {
  expect(read(...words)).toMatch(sentence);
});
