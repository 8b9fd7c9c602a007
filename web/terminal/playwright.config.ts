// The tests in a browser: what they share, and which of them run when.
import { defineConfig } from "@playwright/test";
import { browserPath } from "./e2e/support/browser";
import { artifacts } from "./e2e/support/places";

const all = process.env.E2E_ALL === "1";

export default defineConfig({
  outputDir: `${artifacts}/browser`,
  globalSetup: "./e2e/support/setup.ts",
  globalTimeout: 3_600_000,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 3),
  reporter: [["list"], ["./e2e/support/coverage.ts"]],
  use: {
    viewport: { width: 1680, height: 1000 },
    locale: "en-US",
    timezoneId: "Asia/Shanghai",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browserPath(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // What is long bears the tag @slow and runs with E2E_ALL=1 (./test --all).
    {
      name: "pages",
      testDir: "e2e",
      testMatch: "*.spec.ts",
      testIgnore: "**/budgets/**",
      ...(all ? {} : { grepInvert: /@slow/ }),
    },
    { name: "gallery", testDir: "e2e/gallery", testMatch: "gallery.ts", timeout: 600_000 },
    { name: "budgets", testDir: "e2e/budgets", timeout: 300_000, workers: 1, fullyParallel: false },
  ],
});
