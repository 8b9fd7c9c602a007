// The npm implementations over one text: node bench.mjs TEXT ROUNDS. A line of JSON for each: seconds of every round.
import fs from "node:fs";
import * as o200k from "gpt-tokenizer/encoding/o200k_base";
import * as cl100k from "gpt-tokenizer/encoding/cl100k_base";
import { Tiktoken } from "js-tiktoken/lite";
import o200kRanks from "js-tiktoken/ranks/o200k_base";
import cl100kRanks from "js-tiktoken/ranks/cl100k_base";

const text = fs.readFileSync(process.argv[2], "utf8");
const rounds = Number(process.argv[3]);
const asText = { disallowedSpecial: new Set() };
const ports = { o200k_base: new Tiktoken(o200kRanks), cl100k_base: new Tiktoken(cl100kRanks) };
const ways = [
  ["o200k_base", "gpt-tokenizer count", () => o200k.countTokens(text, asText)],
  ["o200k_base", "gpt-tokenizer encode", () => o200k.encode(text, asText).length],
  ["o200k_base", "js-tiktoken encode", () => ports.o200k_base.encode(text, [], []).length],
  ["cl100k_base", "gpt-tokenizer count", () => cl100k.countTokens(text, asText)],
  ["cl100k_base", "gpt-tokenizer encode", () => cl100k.encode(text, asText).length],
  ["cl100k_base", "js-tiktoken encode", () => ports.cl100k_base.encode(text, [], []).length],
];
for (const [tokenizer, way, work] of ways) {
  let tokens = work();
  tokens = work();
  const seconds = [];
  for (let round = 0; round < rounds; round++) {
    const begin = process.hrtime.bigint();
    work();
    seconds.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }

  console.log(JSON.stringify({ tokenizer, way, tokens, seconds }));
}
