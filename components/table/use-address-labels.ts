"use client";
/** The facts of the addresses in the rows that a table draws. */
import { kindOfColumn } from "@/components/cell/column-heading";
import { type AddressBook, useAddressFacts } from "@/components/cell/use-address-facts";
import type { RowSlots } from "./row-slots";
import type { TableView } from "./table-view";

const NO_ADDRESSES: readonly string[] = [];

/** How to get the facts of a cell's address; looked up for all drawn rows in one request. */
export function useAddressLabels(
  drawn: RowSlots,
  view: TableView,
  columns: readonly string[],
): AddressBook["factsOf"] {
  const columnsAt = columns.flatMap((column, at) =>
    kindOfColumn(column) === "sourceIp" ? at : [],
  );
  const addresses =
    columnsAt.length === 0
      ? NO_ADDRESSES
      : [...drawn.keys()].flatMap((row) =>
          columnsAt.flatMap((at) => {
            const cell = view.cellAt(row, at);
            return typeof cell === "string" ? cell : [];
          }),
        );
  return useAddressFacts(addresses).factsOf;
}
