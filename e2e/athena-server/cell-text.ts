/** Values as Athena writes them, and the types that it says they have. */
import {
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";

export type ColumnType = {
  readonly Type: string;
  readonly Precision: number;
  readonly Scale: number;
};

const TYPES: Partial<Record<DuckDBTypeId, readonly [type: string, precision: number]>> = {
  [DuckDBTypeId.BOOLEAN]: ["boolean", 0],
  [DuckDBTypeId.TINYINT]: ["tinyint", 3],
  [DuckDBTypeId.SMALLINT]: ["smallint", 5],
  [DuckDBTypeId.INTEGER]: ["integer", 10],
  [DuckDBTypeId.UINTEGER]: ["bigint", 19],
  [DuckDBTypeId.BIGINT]: ["bigint", 19],
  [DuckDBTypeId.UBIGINT]: ["bigint", 19],
  // DuckDB's sum of whole numbers; Trino's is a bigint.
  [DuckDBTypeId.HUGEINT]: ["bigint", 19],
  [DuckDBTypeId.FLOAT]: ["float", 17],
  [DuckDBTypeId.DOUBLE]: ["double", 17],
  [DuckDBTypeId.DATE]: ["date", 0],
  [DuckDBTypeId.TIMESTAMP]: ["timestamp", 3],
  [DuckDBTypeId.TIMESTAMP_TZ]: ["timestamp with time zone", 3],
  [DuckDBTypeId.LIST]: ["array", 0],
  [DuckDBTypeId.MAP]: ["map", 0],
  [DuckDBTypeId.STRUCT]: ["row", 0],
};

/** The type of a column in ColumnInfo. */
export function columnType(type: DuckDBType): ColumnType {
  if (type.alias === "JSON") return { Type: "json", Precision: 0, Scale: 0 };
  const [name, precision] = TYPES[type.typeId] ?? ["varchar", 2_147_483_647];
  return { Type: name, Precision: precision, Scale: 0 };
}

/** A floating-point number in Java's notation. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  const dotted = (digits: string) => (digits.includes(".") ? digits : `${digits}.0`);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return dotted(String(value));
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${dotted(digits)}E${exponent.replace("+", "")}`;
}

/** Milliseconds always, microseconds where there are any. */
function timestampText(text: string): string {
  const [seconds = "", fraction = ""] = text.split(".");
  const digits = fraction.padEnd(6, "0");
  return `${seconds}.${digits.endsWith("000") ? digits.slice(0, 3) : digits}`;
}

/** The text of a value, null for NULL. Nothing is quoted inside of arrays, maps and rows. */
export function cellText(value: unknown, type: DuckDBType): string | null {
  if (value === null || value === undefined) return null;
  const inner = (part: unknown, partType: DuckDBType): string => cellText(part, partType) ?? "null";
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return `[${value.items.map((item) => inner(item, type.valueType)).join(", ")}]`;
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const members = type.entryNames.map(
      (name, index) => `${name}=${inner(value.entries[name], type.entryTypes[index] ?? type)}`,
    );
    return `{${members.join(", ")}}`;
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) {
    const pairs = value.entries.map(
      (entry) => [inner(entry.key, type.keyType), inner(entry.value, type.valueType)] as const,
    );
    const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([name, part]) => `${name}=${part}`).join(", ")}}`;
  }
  if (value instanceof DuckDBTimestampTZValue) {
    return `${timestampText(new DuckDBTimestampValue(value.micros).toString())} UTC`;
  }
  if (value instanceof DuckDBTimestampValue) return timestampText(value.toString());
  const isFloating = type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT;
  return isFloating ? javaDouble(Number(value)) : String(value);
}
