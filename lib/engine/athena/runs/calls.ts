/** The calls to Athena that start, stop and poll executions. */
import {
  BatchGetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { type Answer, attempt, type Clients, insist } from "@/lib/engine/athena/aws/clients";
import type { AthenaSettings } from "@/lib/engine/athena/aws/options";
import type { Budget } from "@/lib/engine/athena/aws/pace";
import type { Workgroup } from "@/lib/engine/athena/aws/workgroup";
import { readExecution } from "./execution";
import type { Look } from "./follower";
import type { Run } from "./run";
import { clientRequestToken } from "./token";

export type Calls = {
  /** One try to start. Every try under the same token is the same execution. */
  readonly startOnce: (run: Run) => Promise<Answer<string>>;
  /** Requests an end. Only polling shows whether the execution has ended. */
  readonly stop: (executionId: string) => Promise<Answer<unknown>>;
  readonly lookOnce: (executionIds: readonly string[]) => Promise<Answer<Look>>;
  /** The same, repeated for a few seconds while Athena does not answer. */
  readonly look: (executionIds: readonly string[]) => Promise<Answer<Look>>;
};

const STOP_PATIENCE_MS = 30_000;
const LOOK_PATIENCE_MS = 8_000;

/** Opens the calls over an engine's clients. */
export function createCalls(
  clients: Clients,
  budget: Budget,
  settings: AthenaSettings,
  workgroup: Workgroup,
): Calls {
  const { region, catalog, database } = settings;
  const context = (action: string) => ({ action, region, workgroup: settings.workgroup });
  const { outputLocation } = workgroup;

  const look = async (ids: readonly string[]): Promise<Look> => {
    const command = new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids] });
    const output = await clients.reads.send(command);
    return {
      found: (output.QueryExecutions ?? []).flatMap((execution) => readExecution(execution) ?? []),
      missing: (output.UnprocessedQueryExecutionIds ?? [])
        .filter(({ ErrorCode, ErrorMessage }) =>
          /not.?found|invalid|denied/i.test(`${ErrorCode} ${ErrorMessage}`),
        )
        .flatMap(({ QueryExecutionId }) => QueryExecutionId ?? []),
    };
  };

  return {
    startOnce({ sql, token, reuseMinutes }) {
      const command = new StartQueryExecutionCommand({
        QueryString: sql,
        ClientRequestToken: clientRequestToken(token ?? "", settings),
        QueryExecutionContext: { Catalog: catalog, Database: database },
        WorkGroup: settings.workgroup,
        ...(outputLocation === null
          ? {}
          : { ResultConfiguration: { OutputLocation: outputLocation } }),
        ...(workgroup.canReuse && reuseMinutes > 0
          ? {
              ResultReuseConfiguration: {
                ResultReuseByAgeConfiguration: {
                  Enabled: true,
                  MaxAgeInMinutes: reuseMinutes,
                },
              },
            }
          : {}),
      });
      return attempt(context("athena:StartQueryExecution"), async () => {
        const { QueryExecutionId: id } = await clients.control.send(command);
        if (id === undefined) throw new Error("The answer names no execution.");
        return id;
      });
    },

    stop: (executionId) => {
      const command = new StopQueryExecutionCommand({ QueryExecutionId: executionId });
      const about = context("athena:StopQueryExecution");
      // A cancel saves money, so it does not wait for its turn.
      return insist(
        async () => () => {},
        about,
        () => clients.control.send(command),
        STOP_PATIENCE_MS,
      );
    },

    lookOnce: async (ids) => {
      const answered = await budget.looks();
      const answer = await attempt(context("athena:BatchGetQueryExecution"), () => look(ids));
      answered();
      return answer;
    },

    look: (ids) =>
      insist(
        budget.answers,
        context("athena:BatchGetQueryExecution"),
        () => look(ids),
        LOOK_PATIENCE_MS,
      ),
  };
}
