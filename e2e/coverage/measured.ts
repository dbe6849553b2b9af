/** The measured part of docs/coverage.md, in a file beside, so that it can be written without the public logs. */
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

/** Events behind findings by rule; a rule without any is absent. */
const countsSchema = z.record(z.string(), z.number());
const partSchema = z.object({ events: z.number(), shown: z.number(), rules: countsSchema });
const partsSchema = z.object({
  incident: partSchema,
  administration: partSchema,
  traffic: partSchema,
  hostile: partSchema,
  /** The shown events of the incidents, without the rule about the names of attack tools. */
  withoutTools: z.number(),
});
const demoSchema = z.object({
  events: z.number(),
  benignChanges: z.number(),
  /** After the first week, which is compared with. */
  counted: partsSchema,
  /** The whole month, without anything before it. */
  whole: partsSchema,
});
const runsSchema = z.object({
  /** Runs with at least one event. */
  runs: z.number(),
  attack: z.number(),
  terraform: z.number(),
  other: z.number(),
});
const invictusSchema = z.object({ all: runsSchema, shown: runsSchema });
const measuredSchema = z.object({
  corpora: z.record(z.string(), countsSchema),
  invictus: invictusSchema,
  demo: demoSchema,
});

export type Counts = z.infer<typeof countsSchema>;
export type Demo = z.infer<typeof demoSchema>;
export type Invictus = z.infer<typeof invictusSchema>;
export type Measured = z.infer<typeof measuredSchema>;

export const MEASURED_FILE = "e2e/coverage/measured.json";

/** What `npm run coverage` has measured. */
export function readMeasured(): Measured {
  if (!existsSync(MEASURED_FILE)) throw new Error(`${MEASURED_FILE} is missing.`);
  return measuredSchema.parse(JSON.parse(readFileSync(MEASURED_FILE, "utf8")));
}
