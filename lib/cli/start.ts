/** `npm start`: serves the built app with the configured engine; a wrong setting is told by name. */
import { access } from "node:fs/promises";
import { readConfig } from "@/lib/config";
import { isPortFree, serve } from "./serve";

async function problem(port: number): Promise<string | null> {
  const config = readConfig();
  if (!config.ok) return config.failure.message;
  const isBuilt = await access(".next/BUILD_ID").then(
    () => true,
    () => false,
  );
  if (!isBuilt) return "There is no build to serve; run npm run build first.";
  return (await isPortFree(port))
    ? null
    : `Port ${port} is in use; choose another: PORT=3001 npm start.`;
}

const port = Number(process.env.PORT ?? 3000);
const found = await problem(port);
if (found !== null) console.error(found);
process.exit(found === null ? await serve(port, {}) : 1);
