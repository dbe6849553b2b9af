/** The address data of this process: the files of `TRAILBOOK_GEO`, opened once. */
import { readConfig } from "@/lib/config";
import { type GeoFolder, NO_FOLDER, openGeoFolder } from "./geo-folder";

/** Next bundles actions and routes apart, so the one instance is on the process, not in a module. */
const shared = globalThis as { trailbookGeo?: Promise<GeoFolder> };

async function open(): Promise<GeoFolder> {
  const config = readConfig();
  const folder = config.ok ? config.value.geoFolder : null;
  return folder === null ? NO_FOLDER : openGeoFolder(folder);
}

/** The opened files. A file that changes later is read at the next start. */
export function geo(): Promise<GeoFolder> {
  shared.trailbookGeo ??= open();
  return shared.trailbookGeo;
}
