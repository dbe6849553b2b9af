/** Answers distorted in ways that a network can distort them. */
import type { Faults, RequestFault } from "./faults";

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

const ENDED = ["SUCCEEDED", "FAILED", "CANCELLED"];

/** An execution as it was before it ended. */
function earlier(execution: unknown): unknown {
  if (!isNode(execution) || !isNode(execution.Status)) return execution;
  const { State, SubmissionDateTime } = execution.Status;
  if (!ENDED.includes(String(State))) return execution;
  return { ...execution, Status: { State: "RUNNING", SubmissionDateTime } };
}

/** An answer under a fault; most faults do not change it. */
export function distorted(content: unknown, fault: RequestFault | null, faults: Faults): unknown {
  if (!isNode(content)) return content;
  const { QueryExecution: one, QueryExecutions: many } = content;
  if (fault === "stale-state" && one) return { ...content, QueryExecution: earlier(one) };
  if (!Array.isArray(many)) return content;
  if (fault === "stale-state") return { ...content, QueryExecutions: many.map(earlier) };
  if (fault === "batch-disorder") return { ...content, QueryExecutions: faults.disorder(many) };
  return content;
}
