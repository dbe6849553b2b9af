/** Trino's functions that DuckDB lacks, as macros with Trino's meaning. */

/**
 * `json_extract_scalar(text, path)`: the scalar at a path as text; NULL for an object or array, for
 * a path that is not there, and for text that is not JSON.
 * `json_extract(text, path)`: the JSON at a path; NULL like `json_extract_scalar`.
 * `json_size(text, path)`: how many members the object or array at a path has; 0 for a scalar.
 * `cardinality(list)`: how many elements it has.
 * `sequence(first, last)`: the whole numbers from one to the other, ascending.
 * `json_format(json)`: JSON as text, with characters above U+FFFF as two `\uXXXX` escapes.
 * `regexp_like(text, pattern)`: whether the pattern matches anywhere in the text.
 * `to_unixtime(time)`: seconds since 1970.
 */
export const TRINO_MACROS: readonly string[] = [
  `create or replace macro json_extract_scalar(j, p) as
     case when json_valid(j) then
       case when json_type(j, p) not in ('OBJECT', 'ARRAY') then json_extract_string(j, p) end
     end`,
  `create or replace macro json_extract(j, p) as case when json_valid(j) then json_extract_path(j, p) end`,
  `create or replace macro json_size(j, p) as
     case when json_valid(j) then
       case json_type(j, p) when 'ARRAY' then json_array_length(j, p)::bigint
         when 'OBJECT' then len(json_keys(j, p))
         else if(json_type(j, p) is null, null, 0) end
     end`,
  `create or replace macro cardinality(list) as len(list)`,
  `create or replace macro sequence(first, last) as generate_series(first, last)`,
  `create or replace macro regexp_like(s, pattern) as regexp_matches(s, pattern)`,
  `create or replace macro to_unixtime(t) as epoch(t)`,
  `create or replace macro json_format(j) as
     case when regexp_matches(j::varchar, '[\\x{10000}-\\x{10FFFF}]')
       then array_to_string(
         list_transform(
           string_split(j::varchar, ''),
           lambda c: case when unicode(c) > 65535
             then format('\\u{:04X}\\u{:04X}', 55296 + (unicode(c) - 65536) // 1024, 56320 + (unicode(c) - 65536) % 1024)
             else c end
         ), '')
       else j::varchar
     end`,
];
