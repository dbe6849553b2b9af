import { expect, it } from "vitest";
import { batched } from "./batch";

it("sends the requests of one turn as one call, in order", async () => {
  const calls: (readonly number[])[] = [];
  const ask = batched<number, number>(async (asks) => {
    calls.push(asks);
    return asks.map((each) => each * 10);
  });
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([10, 20, 30]);
  expect(await ask(4)).toBe(40);
  expect(calls).toEqual([[1, 2, 3], [4]]);
});

it("rejects every request of a call that fails, and works again afterwards", async () => {
  let isBroken = true;
  const ask = batched<number, number>(async (asks) => {
    if (isBroken) throw new Error("gone");
    return asks;
  });
  const outcomes = await Promise.allSettled([ask(1), ask(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isBroken = false;
  expect(await ask(3)).toBe(3);
});

it("does not leave a question open that the server passed over", async () => {
  const ask = batched<number, number>(async () => []);
  await expect(ask(1)).rejects.toThrow("unanswered");
});
