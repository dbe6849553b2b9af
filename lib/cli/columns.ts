/** The columns that `--columns` names, checked against the step. */
import { fail, type Result, succeed } from "@/lib/result";
import { type FieldName, fields, isFieldName } from "@/queries/fields";
import { type Answer, columnsOf } from "@/queries/query";
import { didYouMean } from "./nearest";

export type ChosenColumns = {
  /** The columns to write, in order. */
  readonly shown: readonly string[];
  /** The columns that a listing queries instead of the step's; null for the step's own columns, and for counts. */
  readonly queried: readonly FieldName[] | null;
};

function unknownColumn(name: string, known: readonly string[], isListing: boolean): string {
  const hint = didYouMean(name, known);
  if (isListing) return `There is no field “${name}”.${hint}`;
  return `The step has no column “${name}”; it has ${known.join(", ")}.${hint}`;
}

/** Reads `a,b,c`: any fields for a listing of events; for counts, some of their columns in any order. */
export function readColumns(text: string | undefined, answer: Answer): Result<ChosenColumns> {
  if (text === undefined) return succeed({ shown: columnsOf(answer), queried: null });
  const isListing = answer.kind === "events";
  const known = isListing ? fields.map(({ name }) => name) : columnsOf(answer);
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === "")
    return fail(
      "bad-input",
      "--columns takes names with commas between them, such as eventtime,eventname.",
    );
  if (unknown !== undefined) return fail("bad-input", unknownColumn(unknown, known, isListing));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return fail("bad-input", `--columns names ${twice} twice.`);
  return succeed({ shown: names, queried: isListing ? names.filter(isFieldName) : null });
}
