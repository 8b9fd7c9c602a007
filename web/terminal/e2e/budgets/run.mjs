// npm run budgets [-- --json] [-- --grep @gate]: measures every budget (@gate: those whose bound is held), tells each
// figure beside its bound (pass, MISS), and ends with 1 where a bound that is held is passed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

const json = process.argv.includes("--json");
const file = fileURLToPath(new URL("../../../../artifacts/budgets.jsonl", import.meta.url));
rmSync(file, { force: true });
const others = process.argv.slice(2).filter((a) => a !== "--json");
const before = loadavg()[0];
const ran = spawnSync("npx", ["playwright", "test", "--project=budgets", ...others], {
  stdio: ["ignore", json ? 2 : "inherit", "inherit"],
  env: { ...process.env, E2E_BUDGETS: "1" },
});
const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
const all = Array.from({ length: 12 }, (_, k) => `PB${k + 1}`);
const row = (budget, what, value, bound, standing) =>
  console.log(`${budget.padEnd(6)}${what.padEnd(58)}${value.padStart(14)}  ${bound.padEnd(14)}${standing}`);
if (json) console.log(JSON.stringify(lines, null, 2));
else {
  console.log(`load ${before.toFixed(1)} before, ${cpus().length} processors (others move what is no processor time)`);
  row("", "what", "measured", "at most", "");
  for (const budget of all) {
    const own = lines.filter((l) => l.budget === budget);
    if (own.length === 0) row(budget, "", "–", "", "not measured here");
    for (const l of own) {
      const standing = l.good ? "pass" : "MISS";
      const how = l.held ? standing : `${standing} (told, not held)`;
      row(budget, l.what, `${l.value} ${l.unit}`, `${l.bound} ${l.unit}`, how);
    }
  }
}
process.exit(ran.status ?? 1);
