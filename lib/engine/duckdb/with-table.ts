/** A statement that reads another one as a table. */
import { identifier } from "@/queries/literal";

/**
 * The statement `sql`, which reads the rows of `rows` as the table `name`. A view would be bound
 * twice, when it is made and when it is read, and belongs to a connection.
 */
export function withTable(name: string, rows: string, sql: string): string {
  const table = `${identifier(name)} as not materialized (${rows})`;
  const [, own] = /^with\s+([\s\S]*)$/i.exec(sql) ?? [];
  return own === undefined ? `with ${table} ${sql}` : `with ${table}, ${own}`;
}
