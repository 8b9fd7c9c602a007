// The tables of the back office: amounts in minor units, prices in ticks, days yyyy-MM-dd, times in ns since 1970 UTC.
namespace Tokenbourse.Storage;

/// <summary>Tables, each with the order in which its rows are compared. Runs on SQLite 3.35.</summary>
internal static class BackOfficeSchema
{
    /// <summary>Raised whenever tables or their meaning change: a view of another version is dropped and made
    /// again.</summary>
    public const long Version = 3;

    public static readonly (string Table, string Order)[] Tables =
    [
        ("progress", "log"),
        ("accounts", "account"),
        ("instruments", "instrument"),
        ("trades", "trade"),
        ("spread_trades", "event"),
        ("settlements", "instrument, day"),
        ("final_prices", "instrument"),
        ("postings", "event"),
        ("balances", "account, code, currency"),
        ("cash_movements", "event"),
        ("variation", "event"),
        ("margin", "account, currency, day"),
        ("days", "calendar, day"),
        ("prints", "print"),
    ];

    public const string Create = """
        CREATE TABLE progress (log TEXT PRIMARY KEY, next INTEGER NOT NULL, last_check INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE accounts (account INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
            simulated INTEGER NOT NULL, control_group INTEGER NOT NULL, event INTEGER NOT NULL);
        CREATE TABLE instruments (
            instrument INTEGER PRIMARY KEY, symbol TEXT NOT NULL, contract TEXT NOT NULL, month TEXT NOT NULL,
            calendar INTEGER NOT NULL,
            currency TEXT NOT NULL, first_trading_day TEXT NOT NULL, last_trading_day TEXT NOT NULL,
            tick_size TEXT NOT NULL,
            price_decimals INTEGER NOT NULL, tick_value_minor INTEGER NOT NULL, lot_size INTEGER NOT NULL,
            index_name TEXT NOT NULL,
            expired_on TEXT, event INTEGER NOT NULL,
            spread TEXT, near INTEGER, far INTEGER, near_lots INTEGER, far_lots INTEGER, near_weight INTEGER,
            far_weight INTEGER);
        CREATE TABLE trades (
            trade INTEGER PRIMARY KEY, event INTEGER NOT NULL, time_ns INTEGER NOT NULL, instrument INTEGER NOT NULL,
            price_ticks INTEGER NOT NULL,
            lots INTEGER NOT NULL, buy_order INTEGER NOT NULL, buyer INTEGER NOT NULL, buyer_fee_minor INTEGER NOT NULL,
            sell_order INTEGER NOT NULL, seller INTEGER NOT NULL, seller_fee_minor INTEGER NOT NULL,
            aggressor INTEGER NOT NULL, origin INTEGER NOT NULL, buyer_opened INTEGER NOT NULL,
            seller_opened INTEGER NOT NULL);
        CREATE INDEX trades_by_buyer ON trades (buyer, trade);
        CREATE INDEX trades_by_seller ON trades (seller, trade);
        CREATE INDEX trades_by_instrument ON trades (instrument, trade);
        CREATE TABLE spread_trades (
            event INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, instrument INTEGER NOT NULL,
            price_ticks INTEGER NOT NULL, lots INTEGER NOT NULL, buy_order INTEGER NOT NULL,
            sell_order INTEGER NOT NULL, aggressor INTEGER NOT NULL, origin INTEGER NOT NULL);
        CREATE INDEX spread_trades_by_instrument ON spread_trades (instrument, event);
        CREATE TABLE settlements (
            instrument INTEGER NOT NULL, day TEXT NOT NULL, price_ticks INTEGER NOT NULL,
            previous_ticks INTEGER NOT NULL, tier INTEGER NOT NULL,
            volume_lots INTEGER NOT NULL, open_interest_lots INTEGER NOT NULL, ticks_times_lots TEXT NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY (instrument, day)) WITHOUT ROWID;
        CREATE TABLE final_prices (
            instrument INTEGER PRIMARY KEY, day TEXT NOT NULL, value INTEGER NOT NULL, decimals INTEGER NOT NULL,
            prints INTEGER NOT NULL, event INTEGER NOT NULL);
        CREATE TABLE postings (
            event INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, journal INTEGER NOT NULL, debit_code INTEGER NOT NULL,
            debit_account INTEGER NOT NULL,
            credit_code INTEGER NOT NULL, credit_account INTEGER NOT NULL, currency TEXT NOT NULL,
            amount_minor INTEGER NOT NULL,
            instrument INTEGER NOT NULL, reason INTEGER NOT NULL);
        CREATE INDEX postings_by_debit ON postings (debit_account, event);
        CREATE INDEX postings_by_credit ON postings (credit_account, event);
        CREATE TABLE balances (
            account INTEGER NOT NULL, code INTEGER NOT NULL, currency TEXT NOT NULL, balance_minor INTEGER NOT NULL,
            PRIMARY KEY (account, code, currency)) WITHOUT ROWID;
        CREATE TABLE cash_movements (
            event INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, account INTEGER NOT NULL, currency TEXT NOT NULL,
            amount_minor INTEGER NOT NULL,
            balance_minor INTEGER NOT NULL, reference TEXT NOT NULL);
        CREATE TABLE variation (
            event INTEGER PRIMARY KEY, account INTEGER NOT NULL, instrument INTEGER NOT NULL, day TEXT NOT NULL,
            lots INTEGER NOT NULL, amount_minor INTEGER NOT NULL);
        CREATE INDEX variation_by_account ON variation (account, day);
        CREATE TABLE margin (
            account INTEGER NOT NULL, currency TEXT NOT NULL, day TEXT NOT NULL, required_minor INTEGER NOT NULL,
            shortfall_minor INTEGER NOT NULL,
            PRIMARY KEY (account, currency, day)) WITHOUT ROWID;
        CREATE TABLE days (
            calendar INTEGER NOT NULL, day TEXT NOT NULL, opened_event INTEGER, settled_event INTEGER, digest TEXT,
            PRIMARY KEY (calendar, day)) WITHOUT ROWID;
        CREATE TABLE prints (
            print INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, index_name TEXT NOT NULL, version INTEGER NOT NULL,
            day TEXT NOT NULL, value TEXT,
            decimals INTEGER NOT NULL, unit TEXT NOT NULL, currency TEXT NOT NULL, tier INTEGER NOT NULL,
            tier_name TEXT NOT NULL,
            used INTEGER NOT NULL, left_out INTEGER NOT NULL);
        CREATE INDEX prints_by_index ON prints (index_name, day);
        """;
}
