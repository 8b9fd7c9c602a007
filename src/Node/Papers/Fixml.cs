// Clearing reports as FIXML: trades with both sides, positions with their amounts, and a trailer of control totals.
using System.Globalization;
using System.Text;
using System.Xml;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>An XML file and what it holds.</summary>
internal sealed record FixmlFile(string Name, byte[] Bytes, int Rows, SortedDictionary<string, string> Controls);

/// <summary>Writes TrdCaptRpt and PosRpt with the attribute names of FIX 5.0 SP2. The trailer is no part of FIX and
/// stands in a namespace of its own.</summary>
internal sealed class Fixml(ClearingBooks books, TradingDate day)
{
    private const string Fix = "http://www.fixprotocol.org/FIXML-5-0-SP2";
    private const string Own = "urn:tokenbourse:clearing";

    // Party role 24: customer account, 4: clearing firm; quantity type FIN: end-of-day position; amount FMTM: final mark
    // to market.
    private const string CustomerAccount = "24";
    private const string ClearingFirm = "4";

    public FixmlFile Trades()
    {
        var trades = books.On(day).SelectMany(d => d.Trades).GroupBy(t => t.Trade.Value).OrderBy(t => t.Key).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["lots"] = Whole(trades.Sum(t => t.First().Lots)),
        };
        return Write("TrdCaptRpt", trades, controls, Trade);
    }

    public FixmlFile Positions()
    {
        var positions = books.On(day).SelectMany(d => d.Positions).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["long"] = Whole(positions.Sum(p => p.Long)),
            ["short"] = Whole(positions.Sum(p => p.Short)),
        };
        foreach (var currency in positions.GroupBy(p => books.Terms(p.Instrument).Currency))
        {
            var amount = currency.Aggregate((Int128)0, (sum, p) => sum + p.HeldByDate.Minor);
            controls[$"amount.{currency.Key}"] = Figures.Minor(amount);
        }

        return Write("PosRpt", positions, controls, Position);
    }

    private void Trade(XmlWriter xml, IGrouping<long, TradeLine> trade)
    {
        var any = trade.First();
        var terms = books.Terms(any.Instrument);
        xml.WriteStartElement("TrdCaptRpt", Fix);
        xml.WriteAttributeString("RptID", $"{day}-{trade.Key}");
        xml.WriteAttributeString("TrdID", Whole(trade.Key));
        xml.WriteAttributeString("TransTyp", "0");
        xml.WriteAttributeString("TrdTyp", "0");
        xml.WriteAttributeString("LastQty", Whole(any.Lots));
        xml.WriteAttributeString("LastPx", Figures.Of(any.Price, terms));
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        xml.WriteAttributeString("TrdDt", any.Day.ToString());
        xml.WriteAttributeString("BizDt", day.ToString());
        xml.WriteAttributeString("TxnTm", any.Time.ToString());
        Instrument(xml, terms);
        foreach (var side in trade.OrderBy(t => t.Side))
        {
            xml.WriteStartElement("RptSide", Fix);
            xml.WriteAttributeString("Side", side.Side == Side.Buy ? "1" : "2");
            // Position effect: O opens, C closes; a side that does both has none.
            if (side.Opened == side.Lots || side.Opened == 0)
                xml.WriteAttributeString("PosEfct", side.Opened > 0 ? "O" : "C");
            Party(xml, side.Account);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Position(XmlWriter xml, HeldPosition position)
    {
        var terms = books.Terms(position.Instrument);
        xml.WriteStartElement("PosRpt", Fix);
        xml.WriteAttributeString("RptID", $"{day}-{position.Account.Value}-{terms.Symbol}");
        xml.WriteAttributeString("Rslt", "0");
        xml.WriteAttributeString("BizDt", day.ToString());
        xml.WriteAttributeString("SetPx", Figures.Of(position.Settlement, terms));
        xml.WriteAttributeString("SetPxTyp", "1");
        xml.WriteAttributeString("PriSetPx", Figures.Of(position.Previous, terms));
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        Party(xml, position.Account);
        Instrument(xml, terms);
        xml.WriteStartElement("Qty", Fix);
        xml.WriteAttributeString("Typ", "FIN");
        xml.WriteAttributeString("Long", Whole(position.Long));
        xml.WriteAttributeString("Short", Whole(position.Short));
        xml.WriteEndElement();
        xml.WriteStartElement("Amt", Fix);
        xml.WriteAttributeString("Typ", "FMTM");
        xml.WriteAttributeString("Amt", Figures.Of(position.HeldByDate));
        xml.WriteAttributeString("Ccy", terms.Currency.ToString());
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Instrument(XmlWriter xml, InstrumentDocument terms)
    {
        xml.WriteStartElement("Instrmt", Fix);
        xml.WriteAttributeString("Sym", terms.Symbol);
        xml.WriteAttributeString("ID", terms.Contract);
        xml.WriteAttributeString("SecTyp", "FUT");
        xml.WriteAttributeString("MMY", terms.Month.Replace("-", "", StringComparison.Ordinal));
        xml.WriteEndElement();
    }

    private void Party(XmlWriter xml, AccountId account)
    {
        Party(xml, account.Value, CustomerAccount);
        if (books.Account(account.Value)!.Member is { } member)
            Party(xml, member, ClearingFirm);
    }

    private static void Party(XmlWriter xml, int number, string role)
    {
        xml.WriteStartElement("Pty", Fix);
        xml.WriteAttributeString("ID", Whole(number));
        xml.WriteAttributeString("R", role);
        xml.WriteEndElement();
    }

    private static FixmlFile Write<T>(
        string name,
        List<T> rows,
        SortedDictionary<string, string> controls,
        Action<XmlWriter, T> row
    )
    {
        using var file = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
        };
        using (var xml = XmlWriter.Create(file, settings))
        {
            xml.WriteStartElement("FIXML", Fix);
            xml.WriteStartElement("Batch", Fix);
            foreach (var one in rows)
                row(xml, one);
            xml.WriteStartElement("tb", "Trailer", Own);
            xml.WriteAttributeString("rows", Whole(rows.Count));
            foreach (var (control, value) in controls)
                xml.WriteAttributeString(control, value);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return new($"{name}.xml", file.ToArray(), rows.Count, controls);
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
