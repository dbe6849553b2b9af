import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFairQueue, queueProblem } from "./fair-queue";

function drain(queue: { readonly next: () => string | undefined }): readonly string[] {
  const taken: string[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) taken.push(item);
  return taken;
}

describe("the queue", () => {
  it("gives a second owner its turn after one item of the first", () => {
    const queue = createFairQueue<string>();
    for (let n = 0; n < 200; n += 1) queue.add(`a${n}`, "a");
    queue.add("b0", "b");
    expect([queue.next(), queue.next(), queue.next()]).toEqual(["a0", "b0", "a1"]);
  });

  it("serves an owner that comes back after others that wait", () => {
    const queue = createFairQueue<string>();
    queue.add("a0", "a");
    queue.add("b0", "b");
    expect(queue.next()).toBe("a0");
    queue.add("a1", "a");
    expect(drain(queue)).toEqual(["b0", "a1"]);
  });

  it("forgets what is taken out", () => {
    const queue = createFairQueue<string>();
    queue.add("a0", "a");
    queue.add("a1", "a");
    expect([queue.remove("a0"), queue.remove("a0")]).toEqual([true, false]);
    expect([queue.size(), queue.sizeOf("a"), queue.sizeOf("b")]).toEqual([1, 1, 0]);
    expect(drain(queue)).toEqual(["a1"]);
  });

  it("loses nothing, keeps each owner's order, and lets no owner wait for two of another", () => {
    const owners = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 });
    fc.assert(
      fc.property(owners, (added) => {
        const queue = createFairQueue<string>();
        for (const [index, owner] of added.entries()) queue.add(`${owner}${index}`, owner);
        const taken = drain(queue);
        for (const owner of ["a", "b", "c"]) {
          const own = (items: readonly string[]) => items.filter((item) => item.startsWith(owner));
          expect(own(taken)).toEqual(own(added.map((each, index) => `${each}${index}`)));
        }
        taken.forEach((item, index) => {
          const next = taken.findIndex((other, at) => at > index && other[0] === item[0]);
          if (next < 0) return;
          const left = new Set(taken.slice(next).map(([owner]) => owner));
          const between = new Set(taken.slice(index + 1, next).map(([owner]) => owner));
          left.delete(item[0]);
          for (const owner of left) expect(between).toContain(owner);
        });
      }),
      { seed: 4 },
    );
  });
});

it("says that too many wait, for one tab and for all", () => {
  expect(queueProblem(199, 199, "tab")).toBeNull();
  // The command line is not a tab.
  expect(queueProblem(200, 200, "")).toBeNull();
  expect(queueProblem(200, 200, "tab")).toMatch(/^This tab has 200 queries waiting already: .*\.$/);
  expect(queueProblem(2_000, 0, "tab")).toMatch(
    /^2,000 queries are waiting on this server already: .*\.$/,
  );
});
