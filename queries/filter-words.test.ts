import { expect, it } from "vitest";
import { fields } from "./fields";
import { opsOf } from "./filter-words";
import { formatFilter, parseFilter } from "./filters";
import type { Kind } from "./kinds";

const SEARCHED_IN: readonly Kind[] = ["text", "json", "userAgent", "arn", "userName", "bucket"];

it.each(fields.filter(({ kind, neverNull }) => SEARCHED_IN.includes(kind) && !neverNull))(
  "$label is searched by contains unless another comparison is chosen",
  ({ name }) => {
    const [first, ...others] = opsOf(name);
    expect(first).toBe("contains");
    for (const op of ["is", "not", "starts", "any"] as const) {
      expect(others).toContain(op);
      const filter = { field: name, op, value: "a" } as const;
      expect(parseFilter(formatFilter(filter))).toEqual(filter);
    }
  },
);

it("ids and addresses are compared as a whole first", () => {
  for (const field of ["accesskeyid", "sourceipaddress", "eventid", "outcome"] as const)
    expect(opsOf(field)[0]).toBe("is");
  expect(opsOf("sourceipaddress")).toContain("within");
});
