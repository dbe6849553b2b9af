/** The placeholder of rows that load. */
import { columnRooms, columnTemplate } from "@/components/table/table-columns";

/** A placeholder for text that has not loaded. */
const LETTERS = 16;

/** A placeholder for the table while its rows load. */
export function LoadingState({ columns }: { readonly columns: readonly string[] }) {
  const rows = Array.from({ length: 14 }, (_, index) => index);
  const template = columnTemplate(columnRooms(columns, () => LETTERS, {}));
  return (
    <div role="status" className="h-full overflow-hidden">
      <span className="sr-only">Loading the answer</span>
      <div aria-hidden="true" className="animate-pulse">
        <div className="h-[31px] border-line border-b" />
        {rows.map((row) => (
          <div
            key={row}
            className="grid h-[29px] items-center border-line-soft border-b"
            style={{ gridTemplateColumns: template }}
          >
            {columns.map((column, index) => (
              <span
                key={column}
                className="mx-2.5 h-2.5 rounded bg-line"
                style={{ width: `${45 + ((row * 7 + index * 13) % 40)}%` }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
