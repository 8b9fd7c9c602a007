// The unmodified OpenAI client at work: tasks as JSON lines on standard input, a line of JSON for each on standard output.
// Tokens are counted with gpt-tokenizer, an implementation that is not ours.
import { createRequire } from "node:module";
import readline from "node:readline";
import OpenAI from "openai";

const require = createRequire(new URL("../../metering/package.json", import.meta.url));
const { encode } = require("gpt-tokenizer/encoding/o200k_base");
const tokens = (text) => encode(text, { disallowedSpecial: new Set() }).length;

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const refusal = (e) => ({
  type: e.constructor.name,
  status: e.status ?? null,
  num: e.error?.num ?? null,
  code: e.code ?? null,
  message: String(e.message),
});

// What one task gave: texts by answer, usage, the error that ended it.
async function run(task) {
  const client = new OpenAI({ apiKey: task.key, baseURL: task.base, maxRetries: task.retries ?? 0 });
  const result = { task: task.name, texts: [], usage: null, error: null, finished: false, count: 0 };
  const add = (index, text) => (result.texts[index] = (result.texts[index] ?? "") + (text ?? ""));
  try {
    if (task.call === "models") {
      for await (const model of client.models.list()) result.texts.push(model.id);
    } else if (task.call === "embeddings") {
      const answer = await client.embeddings.create({ encoding_format: "float", ...task.body });
      result.count = answer.data.length;
      result.usage = answer.usage;
    } else {
      const api = task.call === "completions" ? client.completions : client.chat.completions;
      const answer = await api.create(task.body);
      if (task.body.stream) {
        for await (const chunk of answer) {
          for (const choice of chunk.choices) add(choice.index, choice.delta ? choice.delta.content : choice.text);
          result.usage = chunk.usage ?? result.usage;
          result.count++;
          if (task.progress) say({ progress: result.count });
          if (task.leaveAfter && result.count >= task.leaveAfter) {
            answer.controller.abort();
            break;
          }
        }
      } else {
        for (const choice of answer.choices) add(choice.index, choice.message ? choice.message.content : choice.text);
        result.usage = answer.usage;
      }
    }
    result.finished = true;
  } catch (e) {
    result.error = refusal(e);
  }
  result.tokens = task.call === "models" ? 0 : result.texts.reduce((sum, text) => sum + tokens(text ?? ""), 0);
  result.prompt = (task.counted ?? []).reduce((sum, text) => sum + tokens(text), 0);
  say(result);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  for (let i = 0; i < (task.times ?? 1); i++) await run(task);
}
