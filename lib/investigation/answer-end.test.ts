import { expect, it } from "vitest";
import { answerEnd } from "./answer-end";

const at = (time: string) => ({ toMs: Date.parse(time) });
const lake = { lastDay: "2026-03-30", presetEnd: "2026-03-31T00:00:00Z", deliveryLagMs: 0 };
const trail = { lastDay: null, presetEnd: "2026-03-31T12:00:00Z", deliveryLagMs: 3_600_000 };

it.each([
  [
    "a range that ends with the logs",
    at("2026-03-31T00:00:00Z"),
    lake,
    "logs end, 31 Mar 2026 00:00",
  ],
  ["one that ends after them", at("2026-05-01T00:00:00Z"), lake, "logs end, 31 Mar 2026 00:00"],
  [
    "one that ends before them",
    at("2026-03-19T03:30:00Z"),
    lake,
    "time range ends, 19 Mar 2026 03:30",
  ],
  [
    "logs that are still delivered",
    at("2026-03-31T12:00:00Z"),
    trail,
    "logs end, 31 Mar 2026 10:00",
  ],
  [
    "an earlier range of them",
    at("2026-03-31T09:00:00Z"),
    trail,
    "time range ends, 31 Mar 2026 09:00",
  ],
] as const)("is of %s", (_, range, logs, end) => {
  expect(answerEnd(range, logs)).toBe(`when the ${end} UTC`);
});

it("is earlier for an answer that was made earlier", () => {
  const made = Date.parse("2026-03-30T08:20:00Z");
  const range = at("2026-03-31T12:00:00Z");
  expect(answerEnd(range, trail, made)).toBe("when the logs end, 30 Mar 2026 07:20 UTC");
});
