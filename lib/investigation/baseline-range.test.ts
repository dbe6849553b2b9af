import { describe, expect, it } from "vitest";
import { baselineRange, readBaseline, writeBaseline } from "./baseline-range";

const range = { fromMs: Date.UTC(2026, 2, 31, 13), toMs: Date.UTC(2026, 3, 1) };

describe("the days of the baseline", () => {
  it.each([
    [{}, 400, "2026-03-01T13:00:00.000Z"],
    [{ baselineDays: 7 }, 400, "2026-03-24T13:00:00.000Z"],
    [{}, 10, "2026-03-21T13:00:00.000Z"],
  ])("%j, at most %i days at once, begin at %s", (chosen, most, from) => {
    const before = baselineRange(range, chosen, most);
    expect(before?.toMs).toBe(range.fromMs);
    expect(new Date(before?.fromMs ?? 0).toISOString()).toBe(from);
  });

  it("are none where the comparison is off", () => {
    expect(baselineRange(range, { baselineDays: 0 }, 400)).toBeNull();
  });
});

describe("the baseline in a link", () => {
  const read = (text: string) => {
    const problems: string[] = [];
    return { chosen: readBaseline(new URLSearchParams(text), problems), problems };
  };

  it.each(["baseline=30d", "baseline=1d", "baseline=90d", "baseline=off", ""])(
    "“%s” is written as it is read",
    (text) => {
      const { chosen, problems } = read(text);
      const written = new URLSearchParams();
      writeBaseline(chosen, written);
      expect([written.toString(), problems]).toEqual([text, []]);
    },
  );

  it.each(["0d", "91d", "7", "-1d", ""])("“%s” is reported, and ignored", (value) => {
    const { chosen, problems } = read(`baseline=${value}`);
    expect(chosen).toEqual({});
    expect(problems).toEqual([`The link's baseline “${value}” is neither off nor 1d to 90d.`]);
  });
});
