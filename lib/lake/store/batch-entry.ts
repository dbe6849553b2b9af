/** The journal's entry about a batch. */
import * as z from "zod";

/** What a batch put into the lake, and the files that it was made of. */
export const batchEntry = z.object({
  batch: z.number(),
  /** Parquet files relative to the events folder, with their sizes. */
  parquet: z.array(z.object({ path: z.string(), bytes: z.number(), events: z.number() })),
  /** The folder that was imported, and its files as `[relative path, size, mtime]`. */
  from: z.string(),
  sources: z.array(z.tuple([z.string(), z.number(), z.number()])),
  /** Logs that are damaged or altered: their paths in the column `sourcefile`, and what is wrong. */
  warnings: z.array(z.tuple([z.string(), z.string()])).default([]),
});
export type BatchEntry = z.infer<typeof batchEntry>;
