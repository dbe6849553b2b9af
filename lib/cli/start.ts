/** `npm start`: serves the built app with the configured engine; a wrong setting is reported by name. */
import { serve } from "./serve";
import { readServerWords } from "./server-words";
import { startProblem } from "./start-problem";
import { say, write } from "./terminal";

async function start(given: readonly string[]): Promise<number> {
  const words = readServerWords("start", given);
  if (!words.ok) {
    say(words.failure.message);
    return 1;
  }
  if (words.value.help !== null) {
    await write(`${words.value.help}\n`);
    return 0;
  }
  const port = Number(process.env.PORT ?? 3000);
  const problem = await startProblem(port);
  if (problem === null) return serve(port, {});
  say(problem);
  return 1;
}

start(process.argv.slice(2)).then((exitCode) => process.exit(exitCode));
