"use client";
/** The rows of the runs for hits, one run after the other. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { fetchPage, MAX_ROWS_LOADED } from "@/components/workbench/use-rows";
import type { Row } from "@/lib/api/run";

/** A page of the run of that index. */
type At = { readonly run: number; readonly cursor: string | null };

/** All rows, or as many as a page can hold. */
export function useHitRows(runIds: readonly string[]): {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly error: string | null;
} {
  const query = useInfiniteQuery({
    queryKey: ["hit-rows", runIds],
    enabled: runIds.length > 0,
    initialPageParam: { run: 0, cursor: null } as At,
    queryFn: ({ pageParam: { run, cursor }, signal }) =>
      fetchPage(runIds[run] ?? "", cursor, signal),
    getNextPageParam: ({ nextCursor }, _, { run }): At | undefined => {
      if (nextCursor !== null) return { run, cursor: nextCursor };
      return run + 1 < runIds.length ? { run: run + 1, cursor: null } : undefined;
    },
    structuralSharing: false,
    retry: false,
  });
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const wantsMore = hasNextPage && !isError && rows.length < MAX_ROWS_LOADED;
  useEffect(() => {
    if (wantsMore && !isFetchingNextPage) void fetchNextPage();
  }, [wantsMore, isFetchingNextPage, fetchNextPage]);
  return {
    rows,
    // Hits are counted when all of them are here.
    isLoading: runIds.length > 0 && (query.isPending || wantsMore),
    error: query.error?.message ?? null,
  };
}
