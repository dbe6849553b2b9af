/** The built app as a child process, on loopback, with a line when it is ready. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import path from "node:path";
import * as z from "zod";
import { say } from "./terminal";

/** Links carry whole investigations, and a hostile user agent may be 8 KiB long. */
const MAX_HEADER_BYTES = 262_144;
const HOST = "127.0.0.1";
const FIRST_LOOK_MS = 100;
const OPEN_WITHIN_MS = 15_000;

/** Like `.next`, it is in the folder that Trailbook is started in: its checkout. */
const SERVER = path.join("bin", "server.cjs");

const nextBin = createRequire(import.meta.url).resolve("next/dist/bin/next");

/** Runs Next's own command with inherited output; its exit code. */
export function runNext(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, [nextBin, ...words], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

/** Whether the port is free. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

const Health = z.object({ warnings: z.array(z.string()).default([]) });

/**
 * Opens the engine and the address files, which takes a second, so that the first question does not
 * wait for it. Pages are served even if this fails, and show the reason.
 * @returns what is wrong although the server answers, sentences
 */
async function openEngine(port: number): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(OPEN_WITHIN_MS);
  const health = await fetch(`http://${HOST}:${port}/api/health`, { signal })
    .then((response) => response.json())
    .catch(() => null);
  return Health.safeParse(health).data?.warnings ?? [];
}

/** Serves the built app until it ends; prints one line when it answers. */
export async function serve(
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ""} --max-http-header-size=${MAX_HEADER_BYTES}`;
  const child = spawn(process.execPath, [SERVER, HOST, String(port)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_OPTIONS: nodeOptions.trim(),
      ...environment,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const ended = new Promise<number>((resolve) =>
    child.on("exit", (code, signal) => resolve(signal ? 0 : (code ?? 1))),
  );
  const ready = (async () => {
    while (child.exitCode === null && !(await answers(port))) {
      await new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS));
    }
    for (const warning of await openEngine(port)) say(warning);
    if (child.exitCode === null) console.log(`Trailbook is ready: http://localhost:${port}`);
  })();
  await ready;
  return ended;
}
