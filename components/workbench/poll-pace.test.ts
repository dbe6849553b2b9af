import { expect, it } from "vitest";
import { pollPauseMs } from "./poll-pace";

it("asks late by a twentieth of the time so far, from 0.1 s to 2 s", () => {
  expect([0, 2_000, 5_000, 40_000, 3_600_000].map(pollPauseMs)).toEqual([
    100, 100, 250, 2_000, 2_000,
  ]);
});
