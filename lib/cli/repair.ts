/** `trailbook repair`: the lake's manifest, rebuilt from its journal. */
import { readConfig } from "@/lib/config";
import { repairLake } from "@/lib/lake/store/repair";
import { fail, type Result, succeed } from "@/lib/result";
import { formatCounted } from "@/lib/text/format";
import { readWords } from "./arguments";
import { COMMANDS } from "./commands";
import { say } from "./terminal";

/** `trailbook repair`. */
export async function repair(given: readonly string[]): Promise<Result<void>> {
  const words = readWords(given, COMMANDS.repair.options);
  if (!words.ok) return words;
  const [extra] = words.value.positionals;
  if (extra !== undefined) return fail("bad-input", `“${extra}” is one word too many.`);
  const config = readConfig();
  if (!config.ok) return config;
  const repaired = await repairLake(config.value.dataDir);
  if (!repaired.ok) return repaired;
  const { batches, events, missingFiles } = repaired.value;
  say(
    `Rebuilt the manifest from ${formatCounted(batches, "batch", "batches")}: ${formatCounted(events, "event")}.`,
  );
  if (missingFiles.length > 0)
    say(
      `${formatCounted(missingFiles.length, "file is", "files are")} missing, and their events: ${missingFiles.slice(0, 3).join(", ")}${missingFiles.length > 3 ? ", …" : ""}. Import their logs into a new lake.`,
    );
  return succeed(undefined);
}
