import { describe, expect, it } from "vitest";
import { offerOf } from "./choice-offer";

const ACCOUNTS = ["111122223333", "222233334444", "111122223333"];
const offer = (search: string) => offerOf(ACCOUNTS, search, /^\d{12}$/);

describe("offerOf", () => {
  it("offers each value once", () => {
    expect(offer("").shown).toEqual(["111122223333", "222233334444"]);
    expect(offer("").only).toBeNull();
  });

  it("means a value by itself, or by a part that no other has", () => {
    expect(offer(" 3333 ").only).toBeNull();
    expect(offer("1111").only).toBe("111122223333");
    expect(offer("111122223333")).toMatchObject({ only: "111122223333", added: null });
    expect(offer("9")).toMatchObject({ shown: [], only: null });
  });

  it("finds a value by what it is shown as", () => {
    const label = (value: string) => (value === "222233334444" ? `Prod ${value}` : value);
    const named = offerOf(ACCOUNTS, "prod", /^\d{12}$/, label);
    expect(named).toMatchObject({ only: "222233334444", added: null });
  });

  it("adds what has the form of a value", () => {
    const { added, only, shown, all } = offer("999988887777");
    expect([added, only, shown]).toEqual(["999988887777", "999988887777", ["999988887777"]]);
    expect(all.at(-1)).toBe("999988887777");
  });
});
