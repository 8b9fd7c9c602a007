// npm run budgets [-- --json]: the measurements, a table of them, and 1 where a bound that is held is passed.
import { spawnSync } from "node:child_process";

const json = process.argv.includes("--json");
const ran = spawnSync("npx", ["playwright", "test", "--project=budgets"], {
  stdio: json ? ["ignore", "ignore", "inherit"] : "inherit",
  env: { ...process.env, E2E_BUDGETS: json ? "json" : "table" },
});
process.exit(ran.status ?? 1);
