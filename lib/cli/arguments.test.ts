import { expect, it } from "vitest";
import { fields } from "@/queries/fields";
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
  [["watchlist/root-usage", "--set", "a=1", "--set", "a=2"], /^--set names a twice\.$/],
  [["watchlist/root-usagee"], /Did you mean watchlist\/root-usage\?$/],
  [["watchlist/root-usage", "--nosuch"], /^There is no option --nosuch\. See --help\.$/],
  [
    ["watchlist/root-usage", "--form", "x"],
    /^There is no option --form\. Did you mean --from\? See --help\.$/,
  ],
])("says what is wrong with %j in one sentence", (words, sentence) => {
  expect(read(...words)).toMatch(sentence);
});

it("takes any name as an input's, so that the step can refuse it", () => {
  const place = read("watchlist/root-usage", "--set", "__proto__=x");
  expect(typeof place === "object" && Object.keys(place.inputs)).toEqual(["__proto__"]);
});

const LONG = "x".repeat(40_000);

it.each([
  ["eventname", /^“--filter eventname” is not FIELD:OP:VALUE, such as eventname:is:CreateUser\b/],
  ["nosuch:is:x", /^“--filter nosuch:is:x”: There is no field “nosuch”\.$/],
  ["evntname:is:x", /^“--filter evntname:is:x”: There is no .* Did you mean eventname\?$/],
  ["toString:is:x", /: There is no field “toString”\./],
  ["useragent:contain:x", /: The field useragent has no operator “contain”; .* mean contains\?$/],
  ["useragent:within:10.0.0.0/8", /: The field useragent has no operator “within”; it takes is, /],
  ["anywhere:is:x", /: The field anywhere has no operator “is”; it takes contains\.$/],
  [
    "sourceipaddress:within:2001:db8::/129",
    /^“--filter .*::\/129”: An IPv6 network ends with \/1 to/,
  ],
  ["sourceipaddress:within:203.0.113.0", /: An IPv4 network ends with \/8 to \/32/],
  ["sourceipaddress:within:x", /: A network is an address, a slash and its bits/],
  ["eventname:any:,", /: Enter values, separated by commas\.$/],
  ["eventname:is", /^“--filter eventname:is”: Enter a value\.$/],
  ["eventname:is:", /^“--filter eventname:is:”: Enter a value\.$/],
  ["eventname:exactly", /: Enter a value\.$/],
  ["eventname:is:\0", /: It contains a NUL character/],
  ["outcome:is:bad", /: The field outcome is success, denied or error, not “bad”\.$/],
  ["outcome:any:denied,Error", /not “Error”\. Did you mean error\?$/],
  ["channel:not:consol", /: The field channel is .* not “consol”\. Did you mean console\?$/],
  ["readonly:is:yes", /: The field readonly is true or false, not “yes”\.$/],
  ["mfaused:is:no", /: The field mfaused is Yes or No, not “no”\. Did you mean No\?$/],
  [`eventname:is:${LONG}`, /^“--filter eventname:is:x{80,200}…”: .* longer than 40,000 characters/],
])("refuses a filter with its reason (%#)", (filter, sentence) => {
  expect(read("watchlist/root-usage", "--filter", filter)).toMatch(sentence);
});

const FLAG_VALUES = fields
  .filter(({ kind }) => kind === "flag")
  .flatMap(({ name: field, values = [] }) => values.map((value) => ({ field, value })));

it.each(FLAG_VALUES)("takes $value of the flag $field", ({ field, value }) => {
  expect(read("watchlist/root-usage", "--filter", `${field}:is:${value}`)).toMatchObject({
    filters: [{ field, op: "is", value }],
  });
});
