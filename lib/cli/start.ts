/** `npm start`: serves the built app with the configured engine; a wrong setting is reported by name. */
import { fail, type Result, succeed } from "@/lib/result";
import { serve } from "./serve";
import { readPort, readServerWords } from "./server-words";
import { startProblem } from "./start-problem";
import { say, write } from "./terminal";

async function start(given: readonly string[]): Promise<Result<number>> {
  const words = readServerWords("start", given);
  if (!words.ok) return words;
  if (words.value.help !== null) {
    await write(`${words.value.help}\n`);
    return succeed(0);
  }
  const port = readPort(process.env.PORT);
  if (!port.ok) return port;
  const problem = await startProblem(port.value);
  return problem === null ? succeed(await serve(port.value, {})) : fail("config", problem);
}

start(process.argv.slice(2)).then((result) => {
  if (!result.ok) say(result.failure.message);
  process.exit(result.ok ? result.value : 1);
});
