// Which margin table and group are in force, and the amounts that follow from them (rules MRG-006 and MRG-007).
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Brings tables and groups in force with step 9 and with a contract's first listing.</summary>
internal static class MarginTables
{
    /// <summary>Step 9: the newest tables and groups of a calendar's contracts, at the prices of now.</summary>
    public static void Set(State state, CalendarClock clock, TradingDate next)
    {
        if (!state.HasMembers)
            return;
        for (var number = 0; number < state.Contracts.Count; number++)
        {
            if (state.Contracts[number].Calendar != clock.Number)
                continue;
            state.Tables.Remove(number);
            var spec = state.Contracts[number].Spec;
            if (Newest(state, spec) is { } newest)
                Take(state, number, new(newest), next);
        }

        Build(state);
    }

    /// <summary>A month has been listed: the first of its contract brings the newest table with it.</summary>
    public static void Listed(State state, Month month, TradingDate day)
    {
        if (!state.HasMembers)
            return;
        var spec = month.Instrument.Spec;
        var number = state.NumberOf(spec.Contract);
        if (state.Tables.TryGetValue(number, out var table))
        {
            table.Months.Add(MonthOf(state, month, day));
            Sort(state, table);
        }
        else if (IsFirst(state, month) && Newest(state, spec) is { } newest)
            Take(state, number, new(newest), day);
        else
            return;
        Build(state);
    }

    /// <summary>Works the amounts out again from what is in force.</summary>
    public static void Build(State state)
    {
        foreach (var month in state.Months)
            (month.Instrument.Grouped, month.Instrument.Priced) = (false, null);
        for (var i = 0; i < state.Tables.Count; i++)
            Price(state, state.Tables.GetValueAtIndex(i));
        state.Pools = GroupMargins.Of(state, shadows: false);
        state.Shadows = GroupMargins.Of(state, shadows: true);
    }

    private static void Price(State state, TableInForce table)
    {
        if (!table.Parameters.IsPriced)
            return;
        foreach (var each in table.Months)
        {
            var month = state.MonthOf(each.Instrument)!;
            if (month.Instrument.Expired)
                continue;
            month.Instrument.Priced = table.Parameters.Percentage;
            PricedMargins.Begin(state, month);
        }
    }

    private static void Take(State state, int number, TableInForce table, TradingDate day)
    {
        var spec = state.Contracts[number].Spec;
        var listed = false;
        foreach (var month in state.Months)
        {
            if (month.Legs is not null || month.Instrument.Spec != spec)
                continue;
            listed = true;
            if (!month.Instrument.Expired)
                table.Months.Add(MonthOf(state, month, day));
        }

        // With the first month that is listed it comes of itself.
        if (!listed)
            return;
        Sort(state, table);
        state.Tables[number] = table;
        BringInForce(state, table.Parameters.Group);
        BringInForce(state, table.Parameters.Shadow?.Group ?? "");
    }

    private static void Sort(State state, TableInForce table) =>
        table.Months.Sort((a, b) => Of(state, a).Month.CompareTo(Of(state, b).Month));

    private static void BringInForce(State state, string name)
    {
        if (state.Groups.Find(g => g.Group.Name == name) is not { } newest)
            return;
        state.GroupsInForce.RemoveAll(g => g.Group.Name == name);
        state.GroupsInForce.Add(newest);
    }

    private static MarginMonth MonthOf(State state, Month month, TradingDate day)
    {
        var (known, total) = Rates.PrintsOf(state, month.Instrument, day);
        return new(month.Instrument.Id, month.Instrument.Previous, known, total);
    }

    private static Instrument Of(State state, in MarginMonth month) => state.MonthOf(month.Instrument)!.Instrument;

    private static DefinedMargins? Newest(State state, ContractSpec spec) =>
        state.Margins.Find(m => m.Parameters.Contract == spec.Contract) is { Parameters.IsPlain: false } table
            ? table
            : null;

    private static bool IsFirst(State state, Month month)
    {
        foreach (var other in state.Months)
        {
            if (other != month && other.Legs is null && other.Instrument.Spec == month.Instrument.Spec)
                return false;
        }

        return true;
    }
}
