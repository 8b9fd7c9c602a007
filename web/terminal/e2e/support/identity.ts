// A venue that asks who somebody is: an identity folder with two operators, each with password, authenticator and key.
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { home } from "./places";
import { builtProgram, startVenue } from "./venue";

export interface Trader {
  user: string;
  password: string;
  /** A code that their authenticator shows now or next: each is taken once. */
  code: () => string;
}

export interface Person extends Trader {
  keyFile: string;
}

/** The account that the trader speaks for: one of the laboratory's. */
export const tinasAccount = 110;

export interface IdentityVenue {
  address: string;
  mona: Person;
  carl: Person;
  /** Trades for an account of her own, and has no key. */
  tina: Trader;
  stop: () => Promise<void>;
}

const run = promisify(execFile);

export async function startIdentityVenue(): Promise<IdentityVenue> {
  const folder = mkdtempSync(join(tmpdir(), "tokenbourse-people-"));
  const identity = join(folder, "identity");
  const verb = async (input: string, ...words: string[]): Promise<string> => {
    const going = run("dotnet", [builtProgram(), "identity", ...words], {
      env: { ...process.env, TOKENBOURSE_HOME: home },
      timeout: 60_000,
    });
    going.child.stdin?.end(input);
    return (await going).stdout;
  };
  const someone = async (user: string, participant: string, role: string): Promise<Trader> => {
    const password = "comes in every morning, rain or not";
    const told = await verb(`${password}\n`, "user", identity, user, "--participant", participant, "--roles", role);
    const secret = /[?&]secret=([A-Z2-7]+)/.exec(told)![1]!;
    let used = 0;
    const code = () => oneTimeCode(secret, (used = Math.max(used + 1, Math.floor(Date.now() / 30_000))));
    return { user, password, code };
  };
  const person = async (user: string, role: string): Promise<Person> => {
    const who = await someone(user, "venue", role);
    const keyFile = join(folder, `${user}.key`);
    await verb("", "key", "new", identity, "--user", user, "--scopes", `admin:${role}`, "--out", keyFile);
    return { ...who, keyFile };
  };
  await verb("", "participant", identity, "venue", "--name", "The venue");
  await verb("", "participant", identity, "alpha", "--name", "Alpha", "--accounts", `${tinasAccount}`);
  const tina = await someone("tina", "alpha", "trader");
  const [mona, carl] = [await person("mona", "market-ops"), await person("carl", "clearing")];
  // The doors open in the hour in which nothing trades: at this speed it lasts twelve seconds.
  const venue = await startVenue("--identity", identity, "--speed", "300");
  const stop = async () => {
    await venue.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: venue.address, mona, carl, tina, stop };
}

/** RFC 6238: HMAC-SHA1, six digits, by the number of the step of 30 s. */
function oneTimeCode(secret: string, at30: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(at30));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = hash[19]! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
