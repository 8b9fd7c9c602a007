// Questions that a back office is asked every day, by name; one text for every database.
namespace Tokenbourse.Storage.Office;

/// <summary>A question with a name.</summary>
/// <param name="Name">As in <c>tokenbourse office FOLDER --ask NAME</c>.</param>
/// <param name="About">What its rows are.</param>
public sealed record OfficeQuery(string Name, string About, string Sql);

/// <summary>The questions. Each orders its rows completely and uses whole numbers and texts only, so the answer is the
/// same text on every database. Sums are cast, because PostgreSQL adds bigint up to numeric, which divides
/// otherwise.</summary>
public static class OfficeQueries
{
    private const string Positions = """
        SELECT s.account, s.instrument, CAST(sum(s.bought) AS BIGINT) AS bought, CAST(sum(s.sold) AS BIGINT) AS sold
        FROM (SELECT buyer AS account, instrument, lots AS bought, 0 AS sold FROM trades
              UNION ALL SELECT seller, instrument, 0, lots FROM trades) s
        GROUP BY s.account, s.instrument
        """;

    public static IReadOnlyList<OfficeQuery> All { get; } =
    [
        new(
            "totals",
            "rows of each table and how far the logs were folded: control totals",
            """
            SELECT 'folded ' || log AS what, next AS total FROM progress
            UNION ALL SELECT 'accounts', count(*) FROM accounts
            UNION ALL SELECT 'cash movements', count(*) FROM cash_movements
            UNION ALL SELECT 'instruments', count(*) FROM instruments
            UNION ALL SELECT 'lots', CAST(coalesce(sum(lots), 0) AS BIGINT) FROM trades
            UNION ALL SELECT 'postings', count(*) FROM postings
            UNION ALL SELECT 'prints', count(*) FROM prints
            UNION ALL SELECT 'settlements', count(*) FROM settlements
            UNION ALL SELECT 'spread trades', count(*) FROM spread_trades
            UNION ALL SELECT 'trades', count(*) FROM trades
            UNION ALL SELECT 'variation', count(*) FROM variation
            ORDER BY 1
            """
        ),
        new(
            "trial-balance",
            "each ledger account's balance by currency; a currency adds up to zero",
            """
            SELECT currency, code, count(*) AS accounts, CAST(sum(balance_minor) AS BIGINT) AS balance_minor
            FROM balances GROUP BY currency, code ORDER BY currency, code
            """
        ),
        new(
            "ledger-check",
            "balances that differ from the sum of their postings: none, ever",
            """
            SELECT b.account, b.code, b.currency, b.balance_minor, p.postings_minor
            FROM balances b LEFT JOIN (
                SELECT account, code, currency, CAST(sum(amount_minor) AS BIGINT) AS postings_minor FROM (
                    SELECT debit_account AS account, debit_code AS code, currency, -amount_minor AS amount_minor
                    FROM postings
                    UNION ALL SELECT credit_account, credit_code, currency, amount_minor FROM postings) s
                GROUP BY account, code, currency) p
            ON p.account = b.account AND p.code = b.code AND p.currency = b.currency
            WHERE coalesce(p.postings_minor, 0) <> b.balance_minor
            ORDER BY b.account, b.code, b.currency
            """
        ),
        new(
            "cash",
            "what each participant has: free cash (2000), cash held as margin (2010), withdrawals pending (2040)",
            """
            SELECT b.account, a.name, b.currency,
                CAST(sum(CASE WHEN b.code = 2000 THEN b.balance_minor ELSE 0 END) AS BIGINT) AS free_minor,
                CAST(sum(CASE WHEN b.code = 2010 THEN b.balance_minor ELSE 0 END) AS BIGINT) AS margin_minor,
                CAST(sum(CASE WHEN b.code = 2040 THEN b.balance_minor ELSE 0 END) AS BIGINT) AS pending_minor
            FROM balances b JOIN accounts a ON a.account = b.account
            WHERE b.code IN (2000, 2010, 2040)
            GROUP BY b.account, a.name, b.currency ORDER BY b.account, b.currency
            """
        ),
        new(
            "cash-movements",
            "deposits and withdrawals by participant",
            """
            SELECT account, currency,
                CAST(sum(CASE WHEN amount_minor > 0 THEN amount_minor ELSE 0 END) AS BIGINT) AS paid_in_minor,
                CAST(sum(CASE WHEN amount_minor < 0 THEN -amount_minor ELSE 0 END) AS BIGINT) AS paid_out_minor,
                count(*) AS movements
            FROM cash_movements GROUP BY account, currency ORDER BY account, currency
            """
        ),
        new(
            "positions",
            "lots that are open by participant and month; longs less shorts are zero in each month",
            $"""
            SELECT p.account, i.symbol, p.bought - p.sold AS net_lots, p.bought, p.sold
            FROM ({Positions}) p JOIN instruments i ON i.instrument = p.instrument
            WHERE i.expired_on IS NULL AND p.bought <> p.sold ORDER BY p.account, i.symbol
            """
        ),
        new(
            "turnover",
            "trades and lots of each month, and its last settlement",
            """
            SELECT i.symbol, i.currency, count(t.trade) AS trades, CAST(coalesce(sum(t.lots), 0) AS BIGINT) AS lots,
                s.day AS settled_on, s.price_ticks AS settlement_ticks, s.open_interest_lots
            FROM instruments i LEFT JOIN trades t ON t.instrument = i.instrument
            LEFT JOIN settlements s ON s.instrument = i.instrument
                AND s.day = (SELECT max(m.day) FROM settlements m WHERE m.instrument = i.instrument)
            GROUP BY i.symbol, i.currency, s.day, s.price_ticks, s.open_interest_lots ORDER BY i.symbol
            """
        ),
        new(
            "ranking",
            "participants by lots traded, both sides counted",
            $"""
            SELECT rank() OVER (ORDER BY sum(p.bought + p.sold) DESC) AS place, p.account, a.name, a.role,
                CAST(sum(p.bought) AS BIGINT) AS bought, CAST(sum(p.sold) AS BIGINT) AS sold
            FROM ({Positions}) p JOIN accounts a ON a.account = p.account
            GROUP BY p.account, a.name, a.role ORDER BY 1, p.account
            """
        ),
        new(
            "fees",
            "fees by participant and currency",
            """
            SELECT f.account, i.currency, CAST(sum(f.fee_minor) AS BIGINT) AS fees_minor, count(*) AS sides
            FROM (SELECT buyer AS account, instrument, buyer_fee_minor AS fee_minor FROM trades
                  UNION ALL SELECT seller, instrument, seller_fee_minor FROM trades) f
            JOIN instruments i ON i.instrument = f.instrument
            GROUP BY f.account, i.currency ORDER BY f.account, i.currency
            """
        ),
        new(
            "settlements",
            "settlement prices by day and month, with tier, volume and open interest",
            """
            SELECT s.day, i.symbol, s.price_ticks, s.previous_ticks, s.tier, s.volume_lots, s.open_interest_lots
            FROM settlements s JOIN instruments i ON i.instrument = s.instrument ORDER BY s.day, i.symbol
            """
        ),
        new(
            "final-prices",
            "at what expired months were settled",
            """
            SELECT i.symbol, f.day, f.value, f.decimals, f.prints
            FROM final_prices f JOIN instruments i ON i.instrument = f.instrument ORDER BY f.day, i.symbol
            """
        ),
        new(
            "variation",
            "gains and losses of each day by currency: they add up to zero",
            """
            SELECT v.day, i.currency, CAST(sum(CASE WHEN v.amount_minor > 0 THEN v.amount_minor ELSE 0 END) AS BIGINT)
                AS gains_minor, CAST(sum(v.amount_minor) AS BIGINT) AS imbalance_minor, count(*) AS payments
            FROM variation v JOIN instruments i ON i.instrument = v.instrument
            GROUP BY v.day, i.currency ORDER BY v.day, i.currency
            """
        ),
        new(
            "margin",
            "margin that each day's settlement required, and how many were called",
            """
            SELECT day, currency, CAST(sum(required_minor) AS BIGINT) AS required_minor,
                CAST(sum(CASE WHEN shortfall_minor > 0 THEN 1 ELSE 0 END) AS BIGINT) AS calls,
                CAST(sum(shortfall_minor) AS BIGINT) AS shortfall_minor
            FROM margin GROUP BY day, currency ORDER BY day, currency
            """
        ),
        new(
            "calls",
            "margin calls",
            """
            SELECT m.day, m.account, a.name, m.currency, m.required_minor, m.shortfall_minor
            FROM margin m LEFT JOIN accounts a ON a.account = m.account
            WHERE m.shortfall_minor > 0 ORDER BY m.day, m.account, m.currency
            """
        ),
        new(
            "postings",
            "the ledger by reason: postings and amounts between each two accounts",
            """
            SELECT reason, debit_code, credit_code, currency, count(*) AS postings,
                CAST(sum(amount_minor) AS BIGINT) AS amount_minor
            FROM postings GROUP BY reason, debit_code, credit_code, currency
            ORDER BY reason, debit_code, credit_code, currency
            """
        ),
        new(
            "prints",
            "index prints: how many, from when to when, the worst tier",
            """
            SELECT index_name, version, count(*) AS prints, min(day) AS first_day, max(day) AS last_day,
                CAST(sum(CASE WHEN value IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS withheld, max(tier) AS worst_tier
            FROM prints GROUP BY index_name, version ORDER BY index_name, version
            """
        ),
        new("days", "trading days with their digests", "SELECT * FROM days ORDER BY day, calendar"),
        new("instruments", "everything that was listed", "SELECT * FROM instruments ORDER BY instrument"),
        new("accounts", "who takes part", "SELECT * FROM accounts ORDER BY account"),
    ];

    /// <summary>The question of that name; null for none.</summary>
    public static OfficeQuery? Of(string name) => All.FirstOrDefault(query => query.Name == name);
}
