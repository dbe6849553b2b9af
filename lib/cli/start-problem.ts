/** Why the server cannot start: settings and folders are checked before a page is opened. */
import { access } from "node:fs/promises";
import { engineProblem } from "@/lib/backend";
import { readConfig } from "@/lib/config";
import { auditProblem } from "@/lib/runs/audit";
import { isPortFree } from "./serve";

/** The first problem, one sentence that names the setting; null if there is none. */
export async function startProblem(port: number): Promise<string | null> {
  const config = readConfig();
  if (!config.ok) return config.failure.message;
  const wrong = (await auditProblem(config.value.auditLog)) ?? (await engineProblem(config.value));
  if (wrong !== null) return wrong;
  const isBuilt = await access(".next/BUILD_ID").then(
    () => true,
    () => false,
  );
  if (!isBuilt) return "There is no build to serve; run npm run build first.";
  return (await isPortFree(port))
    ? null
    : `Port ${port} is in use; choose another: PORT=3001 npm start.`;
}
