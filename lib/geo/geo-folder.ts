/** The folder of address data: which of its files are used, and what is wrong with the others. */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { GeoFileInfo, GeoSummary } from "@/lib/api/address-facts";
import { readPlainFile } from "@/lib/plain-file";
import type { Result } from "@/lib/result";
import { formatCounted } from "@/lib/text/format";
import { fileReason } from "@/lib/writable";
import { readAwsRanges } from "./aws-ranges";
import { type MmdbFile, openMmdbFile } from "./mmdb-file";
import type { PrefixTable } from "./prefix-table";
import { readTorExits } from "./tor-exits";

/** A table of prefixes and the file that it is from. */
export type Listed<T> = { readonly info: GeoFileInfo; readonly find: PrefixTable<T> };

export type GeoFolder = {
  readonly summary: GeoSummary;
  /** In the order of their names: of two files, the first that knows a fact is believed. */
  readonly mmdbFiles: readonly MmdbFile[];
  readonly aws: Listed<{ readonly region: string; readonly services: readonly string[] }> | null;
  readonly tor: Listed<true> | null;
};

const AWS_FILE = "ip-ranges.json";
const TOR_FILES: readonly string[] = ["tor-exits.txt", "torbulkexitlist"];
const PACKED = /\.(?:mmdb\.gz|tar\.gz|tgz|zip)$/i;

export const NO_FOLDER: GeoFolder = {
  summary: { hasFolder: false, files: [], problems: [] },
  mmdbFiles: [],
  aws: null,
  tor: null,
};

/** Reads a text file through `read`, whose failures end a sentence that begins with the name. */
async function readList<T>(
  file: string,
  problems: string[],
  read: (text: string, modified: string) => Result<T>,
): Promise<T | null> {
  const name = path.basename(file);
  try {
    const { mtime } = await stat(file);
    const list = read(
      (await readPlainFile(file)).toString("utf8"),
      mtime.toISOString().slice(0, 10),
    );
    if (list.ok) return list.value;
    problems.push(`${name} ${list.failure.message}.`);
  } catch (error) {
    problems.push(`${name} cannot be read: ${fileReason(error)}.`);
  }
  return null;
}

function openAws(file: string, problems: string[]): Promise<GeoFolder["aws"]> {
  return readList(file, problems, (text) => {
    const ranges = readAwsRanges(text);
    if (!ranges.ok) return ranges;
    const { date, placeOf } = ranges.value;
    const info = { name: AWS_FILE, holds: ["AWS addresses"], date: `built ${date}` };
    return { ok: true, value: { info, find: placeOf } };
  });
}

function openTor(file: string, problems: string[]): Promise<GeoFolder["tor"]> {
  return readList(file, problems, (text, modified) => {
    const exits = readTorExits(text);
    if (!exits.ok) return exits;
    const { isExit, unreadLines } = exits.value;
    const name = path.basename(file);
    if (unreadLines > 0)
      problems.push(`${name}: ${formatCounted(unreadLines, "line")} without an address left out.`);
    const info = { name, holds: ["Tor exits"], date: `modified ${modified}` };
    return { ok: true, value: { info, find: isExit } };
  });
}

/** Opens every file of the folder that can be used. Never fails: problems are in the summary. */
export async function openGeoFolder(folder: string): Promise<GeoFolder> {
  const problems: string[] = [];
  const listed = await readdir(folder).catch((error: unknown) => fileReason(error));
  if (typeof listed === "string") {
    const problem = `TRAILBOOK_GEO=${folder} cannot be read: ${listed === "ENOENT" ? "there is no such folder" : listed}.`;
    return { ...NO_FOLDER, summary: { hasFolder: true, files: [], problems: [problem] } };
  }
  const names = listed.sort();
  const mmdbFiles: MmdbFile[] = [];
  for (const name of names.filter((each) => each.toLowerCase().endsWith(".mmdb"))) {
    const opened = await openMmdbFile(path.join(folder, name));
    if (opened.ok) mmdbFiles.push(opened.value);
    else problems.push(opened.failure.message);
  }
  const aws = names.includes(AWS_FILE)
    ? await openAws(path.join(folder, AWS_FILE), problems)
    : null;
  const torName = TOR_FILES.find((name) => names.includes(name));
  const tor = torName === undefined ? null : await openTor(path.join(folder, torName), problems);
  problems.push(
    ...names.filter((name) => PACKED.test(name)).map((name) => `${name} is packed: unpack it.`),
  );
  const files = [...mmdbFiles, aws, tor].flatMap((each) => (each ? [each.info] : []));
  if (files.length === 0 && problems.length === 0)
    problems.push(
      `TRAILBOOK_GEO=${folder} has no file to use: it needs .mmdb files, ${AWS_FILE} or ${TOR_FILES[0]}.`,
    );
  return { summary: { hasFolder: true, files, problems }, mmdbFiles, aws, tor };
}
