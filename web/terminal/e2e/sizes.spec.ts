// How much of the bundle must be fetched before something is seen.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { terminal } from "./support/places";
import { expect, test } from "./support/test";

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const dist = `${terminal}/dist`;
const size = (file: string) => gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length / 1000;
const sum = (files: Iterable<string>) => [...files].reduce((kilobytes, file) => kilobytes + size(file), 0);

test("UI-PB-008 shell, pages and styles are within their sizes", () => {
  const chunks = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
  /** What a chunk needs before it runs, itself included. */
  const needs = (name: string, found = new Set<string>()): Set<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const next of chunks[name]!.imports ?? []) needs(next, found);
    return found;
  };
  const scripts = (names: Iterable<string>) => [...names].map((n) => chunks[n]!.file).filter((f) => f.endsWith(".js"));
  const styles = (names: Iterable<string>) => new Set([...names].flatMap((n) => chunks[n]!.css ?? []));
  for (const [name, chunk] of Object.entries(chunks)) {
    if (!chunk.isEntry) continue;
    const shell = needs(name);
    expect.soft(sum(scripts(shell)), `${name}: script of the shell, kB`).toBeLessThanOrEqual(170);
    expect.soft(sum(styles(shell)), `${name}: styles of the shell, kB`).toBeLessThanOrEqual(20);
  }
  const shell = needs("index.html");
  for (const [name, chunk] of Object.entries(chunks)) {
    if (!chunk.isDynamicEntry) continue;
    const own = [...needs(name)].filter((n) => !shell.has(n));
    expect.soft(sum(scripts(own)), `${name}: script of the page, kB`).toBeLessThanOrEqual(120);
    expect.soft(sum(styles([...shell, ...own])), `${name}: styles with the shell's, kB`).toBeLessThanOrEqual(20);
  }
});
