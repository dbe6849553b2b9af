/** `npm start`: serves the built app with the configured engine; a wrong setting is told by name. */
import { serve } from "./serve";
import { startProblem } from "./start-problem";

const port = Number(process.env.PORT ?? 3000);
const found = await startProblem(port);
if (found !== null) console.error(found);
process.exit(found === null ? await serve(port, {}) : 1);
