// Margin groups, and the margin tables in force that say more than a rate.
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>A margin group as it came.</summary>
internal sealed record DefinedGroup(MarginGroup Group, byte[] Document);

/// <summary>A month on the day on which its amounts were worked out.</summary>
/// <param name="Price">Its settlement price then, or the listing reference.</param>
internal readonly record struct MarginMonth(InstrumentId Instrument, Price Price, int PrintsKnown, int PrintsTotal);

/// <summary>A contract's table in force that asks for more than a rate; the newest one may be another (rule
/// MRG-007).</summary>
internal sealed class TableInForce(DefinedMargins table)
{
    public DefinedMargins Table { get; } = table;

    public MarginParameters Parameters => Table.Parameters;

    /// <summary>Nearest first; those that were there in step 9, and those listed since.</summary>
    public List<MarginMonth> Months { get; } = [];
}

internal sealed partial class State
{
    /// <summary>The newest version of each margin group.</summary>
    public List<DefinedGroup> Groups { get; } = [];

    /// <summary>The versions that amounts are worked out from.</summary>
    public List<DefinedGroup> GroupsInForce { get; } = [];

    /// <summary>By number of the contract; contracts with nothing but a rate have none.</summary>
    public SortedList<int, TableInForce> Tables { get; } = [];

    /// <summary>What contracts under a group are asked; null: there are none.</summary>
    public GroupMargins? Pools { get; set; }

    /// <summary>The same with each shadow in the place of its rule; null: there are no shadows.</summary>
    public GroupMargins? Shadows { get; set; }

    private void SaveMarginGroups(StateWriter w)
    {
        foreach (var groups in (ReadOnlySpan<List<DefinedGroup>>)[Groups, GroupsInForce])
        {
            w.Int(groups.Count);
            foreach (var group in groups)
                w.Block(group.Document);
        }

        w.Int(Tables.Count);
        for (var i = 0; i < Tables.Count; i++)
        {
            w.Int(Tables.GetKeyAtIndex(i));
            var table = Tables.GetValueAtIndex(i);
            w.Block(table.Table.Document);
            w.Int(table.Months.Count);
            foreach (var month in table.Months)
            {
                w.Int(month.Instrument.Value);
                w.Long(month.Price.Ticks);
                w.Int(month.PrintsKnown);
                w.Int(month.PrintsTotal);
            }
        }
    }

    private void LoadMarginGroups(StateReader r)
    {
        foreach (var groups in (ReadOnlySpan<List<DefinedGroup>>)[Groups, GroupsInForce])
        {
            for (var count = r.Count(); count > 0; count--)
            {
                var document = r.Block().ToArray();
                groups.Add(new(MarginGroup.Read(document, [])!, document));
            }
        }

        for (var count = r.Count(); count > 0; count--)
        {
            var number = r.Int();
            var document = r.Block().ToArray();
            var table = new TableInForce(new(MarginParameters.Read(document, [])!, document));
            for (var months = r.Count(); months > 0; months--)
                table.Months.Add(new(new(r.Int()), new(r.Long()), r.Int(), r.Int()));
            Tables.Add(number, table);
        }

        MarginTables.Build(this);
    }
}
