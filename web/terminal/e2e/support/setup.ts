// Before all tests: the terminal is built and a venue opened; after them it is closed.
// The budgets bring a stand-in of their own and need none. E2E_VENUE=http://127.0.0.1:PORT uses one that runs already,
// E2E_BUILT=1 the bundle that lies in dist/.
import { spawnSync } from "node:child_process";
import { terminal } from "./places";
import { startVenue } from "./venue";

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_BUILT !== "1") {
    const how = { cwd: terminal, encoding: "utf8", timeout: 180_000 } as const;
    const built = spawnSync("npx", ["vite", "build", "--logLevel", "warn"], how);
    if (built.status !== 0) throw new Error(`the terminal does not build:\n${built.stdout}${built.stderr}`);
  }
  if (process.env.E2E_VENUE || process.env.E2E_BUDGETS) return async () => undefined;
  const venue = await startVenue();
  process.env.E2E_VENUE = venue.address;
  return venue.stop;
}
