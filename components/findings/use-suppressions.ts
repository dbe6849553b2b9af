"use client";
/** The suppressed findings of the server, and how to change them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SuppressionRequest, Suppressions } from "@/lib/api/suppressions";

const PATH = "/api/suppressions";
const KEY = ["suppressions"];

async function read(response: Response): Promise<Suppressions> {
  const body: Suppressions & { message?: string } = await response.json();
  if (!response.ok) throw new Error(body.message ?? "The suppressed findings could not be read.");
  return body;
}

export type SuppressionState = {
  /** Null before they are read, and where they cannot be. */
  readonly current: Suppressions | null;
  readonly isLoading: boolean;
  /** Why they cannot be read, a sentence. */
  readonly problem: string | null;
  /** Rejects with a sentence where the server refuses it. */
  readonly change: (request: SuppressionRequest) => Promise<Suppressions>;
};

/** The suppressions that hold now; those that others make are there when the page gets the focus again. */
export function useSuppressions(): SuppressionState {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => read(await fetch(PATH, { signal })),
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
  const { mutateAsync } = useMutation({
    mutationFn: async (request: SuppressionRequest) =>
      read(await fetch(PATH, { method: "POST", body: JSON.stringify(request) })),
    onSuccess: (current) => client.setQueryData(KEY, current),
  });
  return {
    current: query.data ?? null,
    isLoading: query.isPending,
    problem: query.error?.message ?? null,
    change: mutateAsync,
  };
}
