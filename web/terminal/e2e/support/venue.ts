// A venue: the built program with the laboratory trading, on a free port, in a folder of its own. One is for all tests.
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { home } from "./places";

export interface Venue {
  address: string;
  stop: () => Promise<void>;
}

/** So long the days before the doors open may take, milliseconds. */
const patience = 600_000;

/** The built program. */
export function builtProgram(): string {
  const program = process.env.TOKENBOURSE_PROGRAM ?? `${home}/artifacts/bin/Node/release/tokenbourse.dll`;
  if (!existsSync(program))
    throw new Error(`no built program at ${program}: build src/Node, or name one in TOKENBOURSE_PROGRAM`);
  return program;
}

/** @param more options of the verb, for a venue of a test's own: it is on another port, and has one day behind it. */
export async function startVenue(...more: string[]): Promise<Venue> {
  const program = builtProgram();
  const isOwn = more.length > 0;
  const port = isOwn ? await freePort() : Number(process.env.E2E_PORT ?? (await freePort()));
  const folder = mkdtempSync(join(tmpdir(), "tokenbourse-e2e-"));
  const log = join(folder, "log");
  const out = openSync(log, "a");
  const days = isOwn ? "1" : (process.env.E2E_DAYS ?? "22");
  const speed = more.includes("--speed") ? [] : ["--speed", "60"];
  const rules = ["--rulebook", hurried(join(folder, "rulebook"))];
  const options = [...rules, "--port", `${port}`, "--out", join(folder, "venue"), "--days", days, ...speed, "--seed", "7"];
  const child = spawn("dotnet", [program, "run", ...options, ...more], {
    env: { ...process.env, TOKENBOURSE_HOME: home },
    stdio: ["ignore", out, out],
  });
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patience;
  while (!(await answers(`${address}/v1/status`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const tail = readFileSync(log, "utf8").split("\n").slice(-12).join("\n");
      await stop();
      throw new Error(`the venue did not open its doors within ${patience / 1000} s:\n${tail}`);
    }
    await new Promise((later) => setTimeout(later, 250));
  }
  return { address, stop };
}

/** The shipped rulebook, but for the notice of a margin call within the day: eight minutes pass in eight seconds. */
function hurried(folder: string): string {
  cpSync(`${home}/rulebook`, folder, { recursive: true });
  const file = join(folder, "house", "house.json");
  const house = JSON.parse(readFileSync(file, "utf8")) as { calls: { intraday: { notice: number } } };
  house.calls.intraday.notice = 8;
  writeFileSync(file, JSON.stringify(house));
  return folder;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => found(typeof at === "object" && at ? at.port : 0));
    });
  });
}

/** Asked to end, and made to when it does not within five seconds. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((gone) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.once("exit", () => {
      clearTimeout(force);
      gone();
    });
    child.kill("SIGTERM");
  });
}
