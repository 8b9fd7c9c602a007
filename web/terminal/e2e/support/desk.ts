// A desk of its own for the tests: the built program serving an empty folder, with the tests' venue behind it.
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { home } from "./places";
import { ended, freePort } from "./venue";

export interface Desk {
  address: string;
  folder: string;
  stop: () => Promise<void>;
}

/** So long it may take to open, milliseconds. */
const patience = 60_000;

export async function startDesk(venue: string): Promise<Desk> {
  const program = process.env.TOKENBOURSE_PROGRAM ?? `${home}/artifacts/bin/Node/release/tokenbourse.dll`;
  const folder = mkdtempSync(join(tmpdir(), "tokenbourse-desk-"));
  const port = await freePort();
  const log = join(folder, "log");
  const out = openSync(log, "a");
  const child = spawn(
    "dotnet",
    [program, "desk", "serve", "--desk", join(folder, "desk"), "--port", `${port}`, "--venue", venue],
    { env: { ...process.env, TOKENBOURSE_HOME: home }, stdio: ["ignore", out, out] },
  );
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patience;
  while (!(await answers(`${address}/desk/programme`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const tail = readFileSync(log, "utf8").split("\n").slice(-12).join("\n");
      await stop();
      throw new Error(`the desk did not open within ${patience / 1000} s:\n${tail}`);
    }
    await new Promise((later) => setTimeout(later, 200));
  }
  return { address, folder: join(folder, "desk"), stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
