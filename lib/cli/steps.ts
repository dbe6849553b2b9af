import { succeed } from "@/lib/result";
import { allSteps } from "@/queries/index";
import { columnsOf } from "@/queries/query";
import { type Command, readWords } from "./arguments";

export const steps: Command = {
  summary: "every step: id, title, inputs, columns",
  help: `Usage: trailbook steps [--json]

Lists every step of every playbook. With --json, an array of objects with
playbook, id, title, why, inputs (name, kind, label, required) and columns.`,
  async run(given) {
    const words = readWords(given, { json: { type: "boolean" } });
    if (!words.ok) return words;
    const listed = allSteps.map(({ playbook, step }) => ({
      id: `${playbook.id}/${step.id}`,
      title: step.question,
      playbook: playbook.title,
      why: step.why,
      inputs: step.inputs.map(({ name, kind, label, required }) => ({
        name,
        kind,
        label,
        required,
      })),
      columns: columnsOf(step.answer),
      limit: step.limit,
    }));
    if (words.value.flag("json")) {
      console.log(JSON.stringify(listed, null, 2));
      return succeed(undefined);
    }
    for (const { id, title, inputs } of listed) {
      const needed = inputs
        .filter((input) => input.required)
        .map((input) => `--set ${input.name}=…`);
      console.log(`${id.padEnd(50)} ${title}${needed.length > 0 ? `  (${needed.join(" ")})` : ""}`);
    }
    return succeed(undefined);
  },
};
