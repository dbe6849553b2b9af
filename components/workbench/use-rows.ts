"use client";
/** The rows of a run. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { afterPaint } from "@/components/ui/after-paint";
import type { Row, RowPage } from "@/lib/api/run";

/** Rows that a page loads; a longer answer is downloaded whole instead. */
export const MAX_ROWS_LOADED = 100_000;

/** Under this the rows of a run are kept. */
export function rowsKey(runId: string | null) {
  return ["rows", runId] as const;
}

/** Fetches a page of a run's rows. */
export async function fetchPage(
  runId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<RowPage> {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await fetch(`/api/runs/${runId}/rows${query}`, { signal });
  const body: RowPage & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The rows could not be read.");
  return body;
}

/** The rows of a done run, page after page until all are here or as many as a page can hold. */
export function useRows(runId: string | null): {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly error: string | null;
} {
  const query = useInfiniteQuery({
    queryKey: rowsKey(runId),
    enabled: runId !== null,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchPage(runId ?? "", pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
    structuralSharing: false,
    retry: false,
  });
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const wantsMore = hasNextPage && !isFetchingNextPage && !isError && rows.length < MAX_ROWS_LOADED;
  const isFirstPage = data?.pages.length === 1;
  useEffect(() => {
    if (!wantsMore) return;
    const fetchMore = () => void fetchNextPage();
    // The first rows are drawn before the server is kept busy with the others.
    if (isFirstPage) return afterPaint(fetchMore);
    fetchMore();
  }, [wantsMore, isFirstPage, fetchNextPage]);
  return {
    rows,
    isLoading: runId !== null && query.isPending,
    error: query.error?.message ?? null,
  };
}
