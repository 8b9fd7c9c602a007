// One order, what became of it, and out again: trade.ts SYMBOL ACCOUNT PRICE [ADDRESS].
import { Fills, Trader } from "./trading.ts";

declare const process: { readonly argv: readonly string[]; exit(code: number): never };

const [symbol = "TK-Z26", number = "1", price = "6.400", address = "ws://127.0.0.1:5080"] = process.argv.slice(2);
const account = Number(number);
const trader = await Trader.connect(`${address}/v1/stream`);
const fills = new Fills(account);
let heard = 0;
let enough = () => {};
trader.told = (message) => {
  for (const fill of fills.take(message)) {
    console.log(`fill ${fill.trade} ${fill.lots} at ${fill.price} fee ${fill.fee}`);
    heard += fill.lots;
  }
  enough();
};
trader.subscribe(fills.channel);
const id = `ts-${Date.now()}`;
const order = (await trader.ask("place", {
  body: { account, symbol, side: "buy", price, lots: 1, clientOrderId: id },
})) as { order: number; status: string; filled: number; lots: number };
console.log(`order ${order.order} ${order.status} ${order.filled} of ${order.lots}`);
await new Promise<void>((done) => {
  enough = () => heard >= order.filled && done();
  enough();
});
const ended = (await trader.ask("logout")) as { orders: number };
console.log(`${ended.orders} orders left with the session`);
trader.close();
process.exit(0);
