// A file of FIXML 4.4: a batch with its header, messages, and control totals that a reader of the standard passes over.
using System.Globalization;
using System.Text;
using System.Xml;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Reports;

/// <summary>What a batch says of itself.</summary>
/// <param name="Name">The message that it holds, and the file's name without its ending.</param>
/// <param name="For">Whose it is: TargetCompID of the header.</param>
/// <param name="Sent">When the day was settled: the same day gives the same bytes.</param>
internal readonly record struct FixmlBatch(string Name, string For, Instant Sent);

/// <summary>An XML file and what it holds.</summary>
internal sealed record FixmlFile(string Name, byte[] Bytes, int Rows, SortedDictionary<string, string> Controls)
{
    private const string Fix = "http://www.fixprotocol.org/FIXML-4-4";
    private const string Venue = "TOKENBOURSE";

    public static FixmlFile Write<T>(
        FixmlBatch batch,
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
            xml.WriteAttributeString("v", "4.4");
            // Revision and schema date of FIXML 4.4.
            xml.WriteAttributeString("r", "20030618");
            xml.WriteAttributeString("s", "20040109");
            xml.WriteStartElement("Batch");
            xml.WriteStartElement("Hdr");
            xml.WriteAttributeString("SID", Venue);
            xml.WriteAttributeString("TID", batch.For);
            xml.WriteAttributeString("Snt", batch.Sent.ToString());
            xml.WriteEndElement();
            foreach (var one in rows)
                row(xml, one);
            xml.WriteEndElement();
            // Not FIX: an instruction is passed over by who does not know it.
            xml.WriteProcessingInstruction("tokenbourse-trailer", Trailer(rows.Count, controls));
            xml.WriteEndElement();
        }

        return new($"{batch.Name}.xml", file.ToArray(), rows.Count, controls);
    }

    private static string Trailer(int rows, SortedDictionary<string, string> controls)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"rows=\"{rows}\"");
        foreach (var (control, value) in controls)
            text.Append(CultureInfo.InvariantCulture, $" {control}=\"{value}\"");
        return text.ToString();
    }
}
