/** A client of Trino's HTTP protocol: one statement, its rows and what it read. */
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Cell, Row } from "@/lib/api/run";

const cell = z.union([z.string(), z.number(), z.boolean().transform(Number), z.null()]);

const pageSchema = z.object({
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string() })).optional(),
  data: z.array(z.array(cell)).optional(),
  stats: z.object({ physicalInputBytes: z.number().default(0) }).optional(),
  error: z.object({ errorName: z.string(), message: z.string() }).optional(),
});

export type TrinoAnswer = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Bytes that were read from files, compressed. */
  readonly readBytes: number;
  /** Trino's name of the failure and its message; null when the statement succeeded. */
  readonly error: { readonly name: string; readonly message: string } | null;
};

export type Trino = {
  /** Runs a statement. A failed statement is an answer with an error. */
  readonly run: (sql: string) => Promise<TrinoAnswer>;
  /** Runs a statement that must succeed; throws with the statement otherwise. */
  readonly must: (sql: string) => Promise<TrinoAnswer>;
};

const BUSY_WAIT_MS = 100;

async function request(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(url, init);
    // Trino's protocol: 503 means that the same request is to be sent again.
    if (response.status !== 503) return response;
    await delay(BUSY_WAIT_MS);
  }
}

/** A client for the Trino at an address such as `http://127.0.0.1:18080`. */
export function connectTrino(address: string, catalog: string, schema: string): Trino {
  const user = { "X-Trino-User": "judge" };
  const headers = {
    ...user,
    "X-Trino-Catalog": catalog,
    "X-Trino-Schema": schema,
    "X-Trino-Time-Zone": "UTC",
    // Projected partitions need not have a folder. Athena ignores those without one.
    "X-Trino-Session": `${catalog}.ignore_absent_partitions=true`,
  };
  const run = async (sql: string): Promise<TrinoAnswer> => {
    const rows: (readonly Cell[])[] = [];
    let columns: readonly string[] = [];
    let readBytes = 0;
    let response = await request(new URL("/v1/statement", address).href, {
      method: "POST",
      headers,
      body: sql,
    });
    for (;;) {
      if (!response.ok) {
        const message = `HTTP ${response.status}: ${(await response.text()).slice(0, 500)}`;
        return { columns, rows, readBytes, error: { name: "HTTP", message } };
      }
      const page = pageSchema.parse(await response.json());
      columns = page.columns?.map(({ name }) => name) ?? columns;
      rows.push(...(page.data ?? []));
      readBytes = page.stats?.physicalInputBytes ?? readBytes;
      if (page.nextUri === undefined) {
        const { error } = page;
        const failure = error ? { name: error.errorName, message: error.message } : null;
        return { columns, rows, readBytes, error: failure };
      }
      response = await request(page.nextUri, { headers: user });
    }
  };
  const must = async (sql: string): Promise<TrinoAnswer> => {
    const answer = await run(sql);
    if (answer.error) throw new Error(`Trino: ${answer.error.message}\n${sql.slice(0, 2_000)}`);
    return answer;
  };
  return { run, must };
}
