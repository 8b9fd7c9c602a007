// The tables of the back office, the same in every database: amounts in minor units, prices in ticks, days yyyy-MM-dd,
// times in ns since 1970 UTC.
namespace Tokenbourse.Storage;

/// <summary>Tables, each with the order in which its rows are compared. Runs on SQLite 3.35
/// and PostgreSQL 12, after a store put its words for BIGINT and TEXT.</summary>
internal static class BackOfficeSchema
{
    /// <summary>Raised whenever tables or their meaning change: a view of another version is refused until it is made
    /// again from the logs.</summary>
    public const long Version = 4;

    /// <summary>One row: which version the other tables are.</summary>
    public const string VersionTable = "office_version";

    public static readonly (string Table, string Order)[] Tables =
    [
        (VersionTable, "version"),
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
        CREATE TABLE office_version (version BIGINT PRIMARY KEY);
        CREATE TABLE progress (log TEXT PRIMARY KEY, next BIGINT NOT NULL, last_check BIGINT NOT NULL) WITHOUT ROWID;
        CREATE TABLE accounts (account BIGINT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
            simulated BIGINT NOT NULL, control_group BIGINT NOT NULL, event BIGINT NOT NULL);
        CREATE TABLE instruments (
            instrument BIGINT PRIMARY KEY, symbol TEXT NOT NULL, contract TEXT NOT NULL, month TEXT NOT NULL,
            calendar BIGINT NOT NULL,
            currency TEXT NOT NULL, first_trading_day TEXT NOT NULL, last_trading_day TEXT NOT NULL,
            tick_size TEXT NOT NULL,
            price_decimals BIGINT NOT NULL, tick_value_minor BIGINT NOT NULL, lot_size BIGINT NOT NULL,
            index_name TEXT NOT NULL,
            expired_on TEXT, event BIGINT NOT NULL,
            spread TEXT, near BIGINT, far BIGINT, near_lots BIGINT, far_lots BIGINT, near_weight BIGINT,
            far_weight BIGINT);
        CREATE TABLE trades (
            trade BIGINT PRIMARY KEY, event BIGINT NOT NULL, time_ns BIGINT NOT NULL, instrument BIGINT NOT NULL,
            price_ticks BIGINT NOT NULL,
            lots BIGINT NOT NULL, buy_order BIGINT NOT NULL, buyer BIGINT NOT NULL, buyer_fee_minor BIGINT NOT NULL,
            sell_order BIGINT NOT NULL, seller BIGINT NOT NULL, seller_fee_minor BIGINT NOT NULL,
            aggressor BIGINT NOT NULL, origin BIGINT NOT NULL, buyer_opened BIGINT NOT NULL,
            seller_opened BIGINT NOT NULL);
        CREATE INDEX trades_by_buyer ON trades (buyer, trade);
        CREATE INDEX trades_by_seller ON trades (seller, trade);
        CREATE INDEX trades_by_instrument ON trades (instrument, trade);
        CREATE TABLE spread_trades (
            event BIGINT PRIMARY KEY, time_ns BIGINT NOT NULL, instrument BIGINT NOT NULL,
            price_ticks BIGINT NOT NULL, lots BIGINT NOT NULL, buy_order BIGINT NOT NULL,
            sell_order BIGINT NOT NULL, aggressor BIGINT NOT NULL, origin BIGINT NOT NULL);
        CREATE INDEX spread_trades_by_instrument ON spread_trades (instrument, event);
        CREATE TABLE settlements (
            instrument BIGINT NOT NULL, day TEXT NOT NULL, price_ticks BIGINT NOT NULL,
            previous_ticks BIGINT NOT NULL, tier BIGINT NOT NULL,
            volume_lots BIGINT NOT NULL, open_interest_lots BIGINT NOT NULL, ticks_times_lots TEXT NOT NULL,
            event BIGINT NOT NULL,
            PRIMARY KEY (instrument, day)) WITHOUT ROWID;
        CREATE TABLE final_prices (
            instrument BIGINT PRIMARY KEY, day TEXT NOT NULL, value BIGINT NOT NULL, decimals BIGINT NOT NULL,
            prints BIGINT NOT NULL, event BIGINT NOT NULL);
        CREATE TABLE postings (
            event BIGINT PRIMARY KEY, time_ns BIGINT NOT NULL, journal BIGINT NOT NULL, debit_code BIGINT NOT NULL,
            debit_account BIGINT NOT NULL,
            credit_code BIGINT NOT NULL, credit_account BIGINT NOT NULL, currency TEXT NOT NULL,
            amount_minor BIGINT NOT NULL,
            instrument BIGINT NOT NULL, reason BIGINT NOT NULL);
        CREATE INDEX postings_by_debit ON postings (debit_account, event);
        CREATE INDEX postings_by_credit ON postings (credit_account, event);
        CREATE TABLE balances (
            account BIGINT NOT NULL, code BIGINT NOT NULL, currency TEXT NOT NULL, balance_minor BIGINT NOT NULL,
            PRIMARY KEY (account, code, currency)) WITHOUT ROWID;
        CREATE TABLE cash_movements (
            event BIGINT PRIMARY KEY, time_ns BIGINT NOT NULL, account BIGINT NOT NULL, currency TEXT NOT NULL,
            amount_minor BIGINT NOT NULL,
            balance_minor BIGINT NOT NULL, reference TEXT NOT NULL);
        CREATE TABLE variation (
            event BIGINT PRIMARY KEY, account BIGINT NOT NULL, instrument BIGINT NOT NULL, day TEXT NOT NULL,
            lots BIGINT NOT NULL, amount_minor BIGINT NOT NULL);
        CREATE INDEX variation_by_account ON variation (account, day);
        CREATE TABLE margin (
            account BIGINT NOT NULL, currency TEXT NOT NULL, day TEXT NOT NULL, required_minor BIGINT NOT NULL,
            shortfall_minor BIGINT NOT NULL,
            PRIMARY KEY (account, currency, day)) WITHOUT ROWID;
        CREATE TABLE days (
            calendar BIGINT NOT NULL, day TEXT NOT NULL, opened_event BIGINT, settled_event BIGINT, digest TEXT,
            PRIMARY KEY (calendar, day)) WITHOUT ROWID;
        CREATE TABLE prints (
            print BIGINT PRIMARY KEY, time_ns BIGINT NOT NULL, index_name TEXT NOT NULL, version BIGINT NOT NULL,
            day TEXT NOT NULL, value TEXT,
            decimals BIGINT NOT NULL, unit TEXT NOT NULL, currency TEXT NOT NULL, tier BIGINT NOT NULL,
            tier_name TEXT NOT NULL,
            used BIGINT NOT NULL, left_out BIGINT NOT NULL);
        CREATE INDEX prints_by_index ON prints (index_name, day);
        """;
}
