/** What a user agent says of its program, evaluated on the text as the engine does in SQL. */
import { AGENT_PRODUCT, AGENT_VERSION } from "./agent";
import { evaluate } from "./expression-value";

/** The program and its version; null where the text does not say. */
export type AgentTool = { readonly product: string | null; readonly version: string | null };

/** The tool that a user agent names. */
export function agentTool(useragent: string): AgentTool {
  const record = { useragent };
  return { product: evaluate(AGENT_PRODUCT, record), version: evaluate(AGENT_VERSION, record) };
}
