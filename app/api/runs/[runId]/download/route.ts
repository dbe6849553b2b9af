/** GET /api/runs/ID/download: a result as a file. */
import { failureResponse } from "@/lib/api/failure-response";
import { backend } from "@/lib/backend";
import { doneColumns } from "@/lib/engine/answer-rows";
import { audit } from "@/lib/runs/audit";
import { byteStream, chooseColumns, DOWNLOADS, isDownloadFormat } from "@/lib/runs/download";

/**
 * The result of a run as a file: `?format=csv|json&name=`, of all its columns or of those in
 * `columns=`. Streams; closing it stops it.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ runId: string }> },
): Promise<Response> {
  const place = await backend();
  if (!place.ok) return failureResponse(place.failure);
  const { searchParams } = new URL(request.url);
  const format = searchParams.get("format") ?? "csv";
  if (!isDownloadFormat(format)) {
    return failureResponse({ code: "bad-input", message: `There is no format “${format}”.` });
  }
  const { runId } = await params;
  const { engine, config } = place.value;
  const columns = await doneColumns(engine, runId);
  if (!columns.ok) return failureResponse(columns.failure);
  const written = await audit(config.auditLog, { did: "download", run: runId, format });
  if (!written.ok) return failureResponse(written.failure);
  const chosen = (searchParams.get("columns") ?? "").split(",");
  const table = chooseColumns(columns.value, engine.allRows(runId), chosen);
  const { mime, text } = DOWNLOADS[format];
  const name = (searchParams.get("name") ?? "answer").replace(/[^a-z0-9.-]+/gi, "-").slice(0, 120);
  return new Response(byteStream(text(table.columns, table.pages)), {
    headers: {
      "content-type": mime,
      "content-disposition": `attachment; filename="${name}.${format}"`,
    },
  });
}
