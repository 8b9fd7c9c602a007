// Prints the best prices of an instrument: example.ts [SYMBOL [ADDRESS [MESSAGES]]].
import { follow } from "./tokenbourse.ts";

declare const process: { readonly argv: readonly string[]; exit(code: number): never };

const [symbol = "TK-Z26", address = "ws://127.0.0.1:5080", most = "0"] = process.argv.slice(2);
let count = 0;
follow(`${address}/v1/stream`, `depth.5:${symbol}`, (book) => {
  const [bid, ask] = [book.bids[0], book.asks[0]];
  console.log(book.good ? `${symbol} ${book.seq} bid ${bid?.price ?? "-"} ask ${ask?.price ?? "-"}` : "asked again");
  if (++count === Number(most)) process.exit(0);
});
