// Which pages there are, and what each shows besides its first view: found by their folders, as the terminal itself
// finds them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { terminal } from "./places";

const folder = `${terminal}/src/pages`;

/** What a page needs in its address to show something; most need nothing. */
const needs: Readonly<Record<string, string>> = {};

export interface RegisteredPage {
  name: string;
  query: string;
}

interface Found extends RegisteredPage {
  views: string[];
}

const found: readonly Found[] = readdirSync(folder)
  .map((name) => `${folder}/${name}/entry.ts`)
  .filter((file) => existsSync(file))
  .map((file) => {
    const text = readFileSync(file, "utf8");
    const name = /\bname:\s*"([a-z]{2,16})"/.exec(text)?.[1];
    if (!name) throw new Error(`${file}: no name`);
    const list = /\bviews:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? "";
    const views = [...list.matchAll(/"([^"]+)"/g)].map((m) => m[1]!);
    return { name, query: needs[name] ?? "", views };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

/** Each page once. */
export const registered: readonly RegisteredPage[] = found.map(({ name, query }) => ({ name, query }));

/** Each page with each of its views; "label" is a name for a test and a file. */
export const everyView: readonly (RegisteredPage & { label: string })[] = found.flatMap(({ name, query, views }) => [
  { name, query, label: name },
  ...views.map((view) => ({
    name,
    query: query === "" ? view : `${query}&${view}`,
    label: `${name}-${view.replace(/^.*=/, "")}`,
  })),
]);
