// The pages that there are, by their folders under src/pages, as the terminal itself finds them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { terminal } from "./places";

const folder = `${terminal}/src/pages`;

/** What a page needs in its address to show something; most need nothing. */
const needs: Readonly<Record<string, string>> = {};

export interface RegisteredPage {
  name: string;
  query: string;
}

export const registered: readonly RegisteredPage[] = readdirSync(folder)
  .map((name) => `${folder}/${name}/entry.ts`)
  .filter((file) => existsSync(file))
  .map((file) => {
    const name = /\bname:\s*"([a-z]{2,16})"/.exec(readFileSync(file, "utf8"))?.[1];
    if (!name) throw new Error(`${file}: no name`);
    return { name, query: needs[name] ?? "" };
  })
  .sort((a, b) => a.name.localeCompare(b.name));
