/** `npm start`: serves the built app with the configured engine; a wrong setting is reported by name. */
import { serve } from "./serve";
import { startProblem } from "./start-problem";
import { say } from "./terminal";

async function start(): Promise<number> {
  const port = Number(process.env.PORT ?? 3000);
  const problem = await startProblem(port);
  if (problem === null) return serve(port, {});
  say(problem);
  return 1;
}

start().then((exitCode) => process.exit(exitCode));
