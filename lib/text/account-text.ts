/** Accounts by the names that the server's settings give them. For display only: links and SQL hold ids. */
import type { AccountNames } from "@/lib/api/answers";

/** `prod 111122223333`; the id alone where it has no name. */
export function accountText(id: string, names: AccountNames): string {
  return Object.hasOwn(names, id) ? `${names[id]} ${id}` : id;
}
