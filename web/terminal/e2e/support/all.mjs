// Runs tests of the pages with those that take long: npm run matrix, or node e2e/support/all.mjs FILE [OPTION ...].
import { spawnSync } from "node:child_process";

const ran = spawnSync("npx", ["playwright", "test", "--project=pages", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, E2E_ALL: "1" },
});
process.exit(ran.status ?? 1);
