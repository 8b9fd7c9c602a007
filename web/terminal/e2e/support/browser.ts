// Which browser is used: the system's Chromium; none is fetched by npm.
import { existsSync } from "node:fs";

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function browserPath(): string {
  const found = [process.env.CHROMIUM ?? "", ...known].find((path) => path !== "" && existsSync(path));
  if (!found) throw new Error("no Chromium: run build/browser.sh, or name one in CHROMIUM");
  return found;
}
