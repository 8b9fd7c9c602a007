// A trading life over FIX 4.4 with the engine jspurefix as it comes: two sessions, one of them cut in the middle of its
// fills, and each execution report exactly once.
// node life.mjs BUYER_PORT SELLER_PORT SYMBOL PRICE FOLDER
import 'reflect-metadata'
import fix from 'jspurefix'

const { AsciiSession, SessionLauncher, EmptyLogFactory } = fix
const patience = 20_000
const [buyerPort, sellerPort, symbol, price, folder] = process.argv.slice(2)

const fail = what => {
  console.error(`life: ${what}`)
  process.exit(1)
}

let waiting = () => {}

/** What one session has heard. */
class Trader extends AsciiSession {
  reports = new Map() // by ExecID(17): how often
  types = {} // by ClOrdID(11): ExecTypes(150), one behind the other
  filled = 0
  again = 0 // with PossDupFlag(43)
  logons = 0
  massCancel = ''
  highest = 0

  constructor (config) {
    super(config)
    // Its checks of what comes in: checksum, unknown fields, fields that are missing.
    this.checkMsgIntegrity = true
  }

  onLogon () { return true }

  onReady () {
    this.logons++
    waiting()
  }

  onApplicationMsg (type, view) {
    const text = tag => view.getString(tag)
    if (text(43) === 'Y') this.again++
    this.highest = Math.max(this.highest, Number(text(34)))
    if (type === '8') {
      const [id, kind] = [text(17), text(150)]
      this.reports.set(id, (this.reports.get(id) ?? 0) + 1)
      this.types[text(11)] = (this.types[text(11)] ?? '') + kind
      if (kind === 'F') this.filled += Number(text(32))
      if (kind === '8') fail(`refused: ${view.toString()}`)
    } else if (type === 'r') {
      this.massCancel = text(531)
    } else {
      fail(`a message ${type} came: ${view.toString()}`)
    }
    waiting()
  }

  onDecoded () {}

  onEncoded (type, text) { if (type === '3') fail(`it rejects: ${text}`) }

  onStopped () { waiting() }
}

class Launcher extends SessionLauncher {
  constructor (name, port) {
    super({
      application: {
        type: 'initiator',
        name,
        resilient: true,
        reconnectSeconds: 1,
        recoveryAttemptSeconds: 1,
        backoffFailConnectSeconds: 1,
        tcp: { host: '127.0.0.1', port: Number(port) },
        protocol: 'ascii',
        dictionary: 'qf44'
      },
      store: { type: 'file', directory: folder },
      EncryptMethod: 0,
      ResetSeqNumFlag: false,
      HeartBtInt: 30,
      SenderCompId: name,
      TargetCompID: 'VENUE',
      BeginString: 'FIX.4.4'
    }, null, new EmptyLogFactory())
  }

  makeFactory () {
    return { makeSession: config => (this.trader = new Trader(config)) }
  }
}

/** Waits for something that is heard; too long ends the life. */
const until = (what, is) => new Promise(resolve => {
  const late = setTimeout(() => fail(`${what}: did not come in time`), patience)
  waiting = () => {
    if (!is()) return
    waiting = () => {}
    clearTimeout(late)
    resolve()
  }
  waiting()
})

const must = (holds, what) => { if (!holds) fail(what) }

const order = (id, side, quantity) => ({
  ClOrdID: id,
  HandlInst: '1',
  Instrument: { Symbol: symbol },
  Side: side,
  TransactTime: new Date(),
  OrderQtyData: { OrderQty: quantity },
  OrdType: '2',
  Price: Number(price),
  TimeInForce: '0'
})

const launchers = [new Launcher('BUYER', buyerPort), new Launcher('SELLER', sellerPort)]
const ended = Promise.all(launchers.map(l => l.run())).catch(e => fail(e.message))
await until('logon', () => launchers.every(l => l.trader?.logons === 1))
const [buyer, seller] = launchers.map(l => l.trader)
const send = (session, type, what) => session.send(type, what, fault => { if (fault) fail(fault.message) })

send(buyer, 'D', order('b1', '1', 10))
await until('acknowledgement', () => buyer.types.b1 === '0')
send(buyer, 'G', { ...order('b2', '1', 12), OrigClOrdID: 'b1' })
await until('replacement', () => buyer.types.b2 === '5')

// The buyer's connection is cut somewhere in here, and comes back by itself.
for (let at = 1; at <= 6; at++) send(seller, 'D', order(`s${at}`, '2', 2))
await until('fills', () => buyer.filled === 12 && seller.filled === 12)
must(buyer.types.b2 === '5FFFFFF', `the buyer's order had ${buyer.types.b2}`)
must(buyer.logons === 2, `the buyer logged on ${buyer.logons} times`)

send(buyer, 'D', order('b3', '1', 1))
send(buyer, 'D', order('b4', '1', 1))
await until('resting orders', () => buyer.types.b3 === '0' && buyer.types.b4 === '0')
send(buyer, 'q', { ClOrdID: 'b5', MassCancelRequestType: '7', TransactTime: new Date() })
await until('mass cancel', () => buyer.massCancel === '7')
await until('cancels', () => Object.values(buyer.types).filter(t => t.endsWith('4')).length === 2)

for (const session of [buyer, seller]) session.done()
await Promise.race([ended, new Promise(resolve => setTimeout(resolve, patience))])
for (const session of [buyer, seller]) {
  for (const [id, times] of session.reports) must(times === 1, `execution report ${id} came ${times} times`)
}
must(buyer.reports.size === 12, `the buyer had ${buyer.reports.size} reports`)
must(seller.reports.size === 12, `the seller had ${seller.reports.size} reports`)
const reports = buyer.reports.size + seller.reports.size
console.log(`lived: reports ${reports}, again ${buyer.again}, next ${buyer.highest + 1}`)
process.exit(0)
