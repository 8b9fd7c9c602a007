// Clearing reports as FIXML: trades with their sides, positions with their amounts, each account's collateral.
using System.Globalization;
using System.Xml;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Writes TrdCaptRpt, PosRpt and CollRpt with the names of FIX 4.4.</summary>
internal sealed class Fixml(ClearingBooks books, TradingDate day, ReportScope scope, Instant settled)
{
    // Party role 24: customer account, 4: clearing firm, both numbered by the venue (source D); quantity type FIN:
    // end-of-day position; amount FMTM: final mark to market; commission type 3: absolute.
    private const string CustomerAccount = "24";
    private const string ClearingFirm = "4";
    private const string OwnNumbers = "D";

    private readonly IReadOnlyList<AccountDay> _days = scope.Of(books, day);

    public FixmlFile Trades()
    {
        var sides = _days.SelectMany(d => d.Trades).ToList();
        var trades = sides.GroupBy(t => t.Trade.Value).OrderBy(t => t.Key).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bought"] = Whole(sides.Where(t => t.Side == Side.Buy).Sum(t => t.Lots)),
            ["sold"] = Whole(sides.Where(t => t.Side == Side.Sell).Sum(t => t.Lots)),
        };
        return Write("TrdCaptRpt", trades, controls, Trade);
    }

    public FixmlFile Positions()
    {
        var positions = _days.SelectMany(d => d.Positions).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["long"] = Whole(positions.Sum(p => p.Long)),
            ["short"] = Whole(positions.Sum(p => p.Short)),
        };
        foreach (var currency in positions.GroupBy(p => books.Terms(p.Instrument).Currency))
            controls[$"heldByDate.{currency.Key}"] = Sum(currency, p => p.HeldByDate);
        return Write("PosRpt", positions, controls, Position);
    }

    /// <summary>FIX 4.4 has no field for a margin that is required: equity, and what of it is free.</summary>
    public FixmlFile Collateral()
    {
        var lines = _days.Where(d => d.Money != new DayMoney()).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var currency in lines.GroupBy(d => d.Currency))
        {
            controls[$"available.{currency.Key}"] = Sum(currency, d => d.Money.Available);
            controls[$"equity.{currency.Key}"] = Sum(currency, d => d.Money.Equity);
        }

        return Write("CollRpt", lines, controls, Collateral);
    }

    private void Trade(XmlWriter xml, IGrouping<long, TradeLine> trade)
    {
        var any = trade.First();
        var terms = books.Terms(any.Instrument);
        xml.WriteStartElement("TrdCaptRpt");
        xml.WriteAttributeString("RptID", $"{day}-{trade.Key}");
        xml.WriteAttributeString("TransTyp", "0");
        xml.WriteAttributeString("RptTyp", "0");
        xml.WriteAttributeString("TrdTyp", "0");
        xml.WriteAttributeString("TrdMtchID", Whole(trade.Key));
        xml.WriteAttributeString("PrevlyRpted", "N");
        xml.WriteAttributeString("LastQty", Whole(any.Lots));
        xml.WriteAttributeString("LastPx", Figures.Of(any.Price, terms));
        xml.WriteAttributeString("TrdDt", any.Day.ToString());
        xml.WriteAttributeString("BizDt", day.ToString());
        xml.WriteAttributeString("TxnTm", any.Time.ToString());
        Instrument(xml, terms);
        foreach (var side in trade.OrderBy(t => t.Side))
            ReportedSide(xml, side, terms);
        xml.WriteEndElement();
    }

    private void ReportedSide(XmlWriter xml, in TradeLine side, InstrumentDocument terms)
    {
        xml.WriteStartElement("RptSide");
        xml.WriteAttributeString("Side", side.Side == Side.Buy ? "1" : "2");
        xml.WriteAttributeString("OrdID", side.Order.Value > 0 ? Whole(side.Order.Value) : "NONE");
        xml.WriteAttributeString("Acct", Whole(side.Account.Value));
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        // Position effect: O opens, C closes; a side that does both has none.
        if (side.Opened == side.Lots || side.Opened == 0)
            xml.WriteAttributeString("PosEfct", side.Opened > 0 ? "O" : "C");
        Parties(xml, side.Account);
        xml.WriteStartElement("Comm");
        xml.WriteAttributeString("Comm", Figures.Of(side.Fee));
        xml.WriteAttributeString("CommTyp", "3");
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Position(XmlWriter xml, HeldPosition position)
    {
        var terms = books.Terms(position.Instrument);
        xml.WriteStartElement("PosRpt");
        xml.WriteAttributeString("RptID", $"{day}-{Whole(position.Account.Value)}-{terms.Symbol}");
        xml.WriteAttributeString("Rslt", "0");
        xml.WriteAttributeString("BizDt", day.ToString());
        xml.WriteAttributeString("Acct", Whole(position.Account.Value));
        xml.WriteAttributeString("AcctTyp", AccountType(position.Account));
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        xml.WriteAttributeString("SetPx", Figures.Of(position.Settlement, terms));
        xml.WriteAttributeString("SetPxTyp", "1");
        xml.WriteAttributeString("PriSetPx", Figures.Of(position.Previous, terms));
        Parties(xml, position.Account);
        Instrument(xml, terms);
        xml.WriteStartElement("Qty");
        xml.WriteAttributeString("Typ", "FIN");
        xml.WriteAttributeString("Long", Whole(position.Long));
        xml.WriteAttributeString("Short", Whole(position.Short));
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteAttributeString("Typ", "FMTM");
        xml.WriteAttributeString("Amt", Figures.Of(position.HeldByDate));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Collateral(XmlWriter xml, AccountDay line)
    {
        var account = line.Account;
        xml.WriteStartElement("CollRpt");
        xml.WriteAttributeString("RptID", $"{day}-{Whole(account.Value)}-{line.Currency}");
        // Collateral status 3: assigned; 1: partially, while a margin call is open.
        xml.WriteAttributeString("Stat", line.Money.MarginCall.Minor > 0 ? "1" : "3");
        xml.WriteAttributeString("Acct", Whole(account.Value));
        xml.WriteAttributeString("AcctTyp", AccountType(account));
        xml.WriteAttributeString("Ccy", line.Currency.ToString());
        xml.WriteAttributeString("MgnExcess", Figures.Of(line.Money.Available));
        xml.WriteAttributeString("TotNetValu", Figures.Of(line.Money.Equity));
        xml.WriteAttributeString("BizDt", day.ToString());
        Parties(xml, account);
        xml.WriteEndElement();
    }

    private static void Instrument(XmlWriter xml, InstrumentDocument terms)
    {
        xml.WriteStartElement("Instrmt");
        xml.WriteAttributeString("Sym", terms.Symbol);
        xml.WriteAttributeString("SecTyp", "FUT");
        xml.WriteAttributeString("MMY", terms.Month.Replace("-", "", StringComparison.Ordinal));
        xml.WriteEndElement();
    }

    /// <summary>1: a customer's, 3: of the house.</summary>
    private string AccountType(AccountId account) => books.Account(account.Value)!.IsClient ? "1" : "3";

    private void Parties(XmlWriter xml, AccountId account)
    {
        Party(xml, account.Value, CustomerAccount);
        if (books.Account(account.Value)!.Member is { } member)
            Party(xml, member, ClearingFirm);
    }

    private static void Party(XmlWriter xml, int number, string role)
    {
        xml.WriteStartElement("Pty");
        xml.WriteAttributeString("ID", Whole(number));
        xml.WriteAttributeString("Src", OwnNumbers);
        xml.WriteAttributeString("R", role);
        xml.WriteEndElement();
    }

    private FixmlFile Write<T>(
        string name,
        List<T> rows,
        SortedDictionary<string, string> controls,
        Action<XmlWriter, T> row
    ) => FixmlFile.Write(new(name, scope.Word, settled), rows, controls, row);

    private static string Sum<T>(IEnumerable<T> lines, Func<T, Money> of) =>
        Figures.Minor(lines.Aggregate((Int128)0, (sum, line) => sum + of(line).Minor));

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
