/** Columns of a table as Hive's catalogue writes them: `struct<a:string,b:struct<c:string>>`. */

export type TableColumn = { readonly name: string; readonly type: string };

/** The members of a struct type; none for any other type. */
function membersOf(type: string): readonly TableColumn[] {
  const inside = /^\s*struct\s*<(.*)>\s*$/is.exec(type)?.[1];
  if (inside === undefined) return [];
  const members: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= inside.length; at += 1) {
    const letter = inside[at] ?? ",";
    if ("<(".includes(letter)) depth += 1;
    if (">)".includes(letter)) depth -= 1;
    if (letter !== "," || depth > 0) continue;
    members.push(inside.slice(start, at));
    start = at + 1;
  }
  return members.map((member) => {
    const [name = "", ...rest] = member.split(":");
    return { name: name.trim().replaceAll("`", ""), type: rest.join(":").trim() };
  });
}

/** The path of columns that an expression of the dictionary reads; null for the hidden ones. */
function pathOf(expression: string): readonly string[] | null {
  const inner = /^\w+\((?:\w+\()?(?!case\b)([a-z_.]+)/i.exec(expression)?.[1] ?? expression;
  return /^[a-z_][a-z0-9_.]*$/i.test(inner) ? inner.toLowerCase().split(".") : null;
}

/** Whether a table lacks what an expression of the dictionary reads. */
export function lacksColumn(columns: readonly TableColumn[], expression: string): boolean {
  let inside = columns;
  for (const name of pathOf(expression) ?? []) {
    const found = inside.find((column) => column.name.toLowerCase() === name);
    if (!found) return true;
    inside = membersOf(found.type);
  }
  return false;
}
