// npm run budgets [-- --json]: measures, tells what was measured, and ends with 1 where a bound that is held is passed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

const json = process.argv.includes("--json");
const file = fileURLToPath(new URL("../../../../artifacts/budgets.jsonl", import.meta.url));
rmSync(file, { force: true });
const others = process.argv.slice(2).filter((a) => a !== "--json");
const ran = spawnSync("npx", ["playwright", "test", "--project=budgets", ...others], {
  stdio: ["ignore", json ? "ignore" : "inherit", "inherit"],
  env: { ...process.env, E2E_BUDGETS: "1" },
});
const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
if (json) console.log(JSON.stringify(lines, null, 2));
else {
  console.log(`load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors (others move every figure)`);
  for (const l of lines)
    console.log(
      `${l.budget.padEnd(6)} ${l.what.padEnd(58)} ${String(l.value).padStart(9)} ${l.unit.padEnd(3)} ${
        `bound ${l.bound}`.padEnd(12)
      } ${l.held ? (l.good ? "held" : "OVER ITS BOUND") : "reported"}`,
    );
}
process.exit(ran.status ?? 1);
