/** One line on a terminal that is written over as work goes on; nothing where there is no terminal. */
import type { WriteStream } from "node:tty";
import type { ImportProgress } from "@/lib/lake/types";
import { formatBytes, formatCount, formatDuration } from "@/lib/text/format";

const BAR_WIDTH = 24;
const CLEAR_LINE = "\r\u001b[2K";

/** A bar of the bytes done, then files, events, bytes and the time left. */
function progressText({ files, bytes, events, remainingMs }: ImportProgress): string {
  const share = bytes.total === 0 ? 0 : Math.min(1, bytes.done / bytes.total);
  const filled = Math.round(share * BAR_WIDTH);
  const left = remainingMs === null ? "" : ` · ${formatDuration(remainingMs)} left`;
  return (
    `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} % · ` +
    `${formatCount(files.done)} of ${formatCount(files.total)} files · ${formatCount(events)} events · ` +
    `${formatBytes(bytes.done)}${left}`
  );
}

/** A progress line on a stream. */
export function progressLine(stream: WriteStream): {
  readonly show: (progress: ImportProgress) => void;
  readonly clear: () => void;
} {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (progress) =>
      void stream.write(CLEAR_LINE + progressText(progress).slice(0, stream.columns - 1)),
    clear: () => void stream.write(CLEAR_LINE),
  };
}
