// The table of requirements (requirements.md), and which codes a title cites.
import { readFileSync } from "node:fs";
import { terminal } from "./places";

export interface Requirement {
  code: string;
  text: string;
}

const line = /^\| (UI-[A-Z0-9]+-\d{3}) \| (.+?) \|$/;
const anyCode = /UI-[A-Z0-9]+-\d+/g;

export function requirements(file = `${terminal}/requirements.md`): Requirement[] {
  const found: Requirement[] = [];
  for (const row of readFileSync(file, "utf8").split("\n")) {
    const cells = line.exec(row);
    if (cells) found.push({ code: cells[1]!, text: cells[2]! });
    else if (row.startsWith("| UI-")) throw new Error(`requirements.md: not "| code | requirement |": ${row}`);
  }
  const codes = found.map((r) => r.code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice) throw new Error(`requirements.md: ${twice} stands twice`);
  return found;
}

export function cited(title: string): string[] {
  return [...new Set(title.match(anyCode) ?? [])];
}
