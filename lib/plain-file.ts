/** Reads files of folders that others fill. */
import { readFile, stat } from "node:fs/promises";

/**
 * The content of a file; a link is followed.
 * @throws for a pipe or a device, of which a read may never end, and where the file cannot be read
 */
export async function readPlainFile(file: string): Promise<Buffer> {
  const found = await stat(file);
  if (!found.isFile() && !found.isDirectory())
    throw Object.assign(new Error(`${file} is not a file.`), { code: "ENOTFILE" });
  return readFile(file);
}
