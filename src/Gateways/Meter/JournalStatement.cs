// What a journal says for people: what was served, metered, summed up and told to the venue, by certificate.
namespace Tokenbourse.Gateways.Meter;

/// <summary>One request that was charged.</summary>
/// <param name="Settled">Its settlement.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="Stream">As a stream.</param>
public sealed record StatedRequest(SettledRecord Settled, MeterKind Kind, bool Stream);

/// <summary>The sums of one certificate.</summary>
public sealed class CertificateStatement
{
    /// <summary>Charged tokens by class.</summary>
    public MeteredTokens Tokens { get; internal set; }

    /// <summary>Of those, charged for answers that did not come to
    /// their end, and requests that were charged nothing.</summary>
    public SortedDictionary<MeterRefusal, long> Ends { get; } = [];

    /// <summary>Requests whose two counts lie apart at all.</summary>
    public long Differences { get; internal set; }

    /// <summary>Tokens that sellers told beyond ours, prompt and output; below zero: less.</summary>
    public long SellerExcess { get; internal set; }
}

/// <summary>A fold for reading. One thread.</summary>
/// <param name="keep">Every charged request is kept, too.</param>
public sealed class JournalStatement(bool keep)
{
    private readonly SortedDictionary<long, CertificateStatement> _statements = [];
    private readonly List<StatedRequest> _requests = [];
    private readonly HashSet<long> _voided = [];

    /// <summary>The accounts.</summary>
    public MeterFold Books { get; } = new();

    /// <summary>The first record that was read. Where it is not 1, earlier files were put away: sums of accounts are of
    /// the whole journal, tokens and requests from here on.</summary>
    public long First { get; private set; } = 1;

    /// <summary>By certificate.</summary>
    public IReadOnlyDictionary<long, CertificateStatement> Statements => _statements;

    /// <summary>Deliveries that were summed up, in order.</summary>
    public List<BilledRecord> Bills { get; } = [];

    /// <summary>The venue's answers by record: 0 taken, otherwise the refusal's number.</summary>
    public SortedDictionary<long, int> Answers { get; } = [];

    /// <summary>Charged requests in the order in which they were settled.</summary>
    public IEnumerable<StatedRequest> Requests => _requests.Where(r => !_voided.Contains(r.Settled.Request));

    /// <summary>Reads a folder's journal: from its first record, or from the checkpoint in front of the first file that
    /// is still there.</summary>
    /// <exception cref="FileNotFoundException">There is no journal.</exception>
    /// <exception cref="MeterJournalException">It is damaged.</exception>
    public JournalFound Read(string folder)
    {
        var segments = JournalSegments.Of(folder);
        var after = segments.Count > 0 && segments[0].First > 1 ? segments[0].First - 1 : 0;
        if (after > 0 && MeterCheckpoints.Load(folder, Books, after) != after)
            throw new MeterJournalException(
                $"the files in front of record {after + 1} and their checkpoint are missing"
            );
        First = after + 1;
        return JournalScan.Read(segments, after, Take);
    }

    /// <summary>Takes a record.</summary>
    public void Take(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
    {
        switch (kind)
        {
            case MeterRecord.Settled:
                Settle(JournalCodec.Settled(numbers));
                break;
            case MeterRecord.Voided:
                Void(JournalCodec.Voided(numbers).Request);
                break;
            case MeterRecord.Released:
                var released = JournalCodec.Released(numbers);
                Ended(released.Certificate, released.Reason);
                break;
            case MeterRecord.Billed:
                Bills.Add(JournalCodec.Billed(numbers));
                break;
            case MeterRecord.Posted:
                var posted = JournalCodec.Posted(numbers);
                Answers[posted.Record] = posted.Num;
                break;
            default:
                break;
        }

        // Last: of what a record ends the books know more before they take it.
        Books.Take(sequence, kind, numbers);
    }

    private CertificateStatement Of(long certificate)
    {
        if (!_statements.TryGetValue(certificate, out var statement))
            _statements[certificate] = statement = new();
        return statement;
    }

    private void Ended(long certificate, MeterRefusal reason)
    {
        var ends = Of(certificate).Ends;
        ends[reason] = ends.GetValueOrDefault(reason) + 1;
    }

    private void Settle(SettledRecord settled)
    {
        if (keep && Books.Holds.TryGetValue(settled.Request, out var hold))
            _requests.Add(new(settled, hold.Hold.Kind, hold.Hold.Stream));
        Count(settled, 1);
    }

    private void Void(long request)
    {
        if (Books.Settled(request) is not { } settled)
            return;
        Count(settled, -1);
        Ended(settled.Certificate, MeterRefusal.ClientGone);
        if (keep)
            _voided.Add(request);
    }

    private void Count(SettledRecord settled, int sign)
    {
        var of = Of(settled.Certificate);
        var (sum, tokens) = (of.Tokens, settled.Tokens);
        of.Tokens = new(
            sum.Input + (sign * tokens.Input),
            sum.Cached + (sign * tokens.Cached),
            sum.Output + (sign * tokens.Output)
        );
        if (settled.End != MeterRefusal.None)
            of.Ends[settled.End] = of.Ends.GetValueOrDefault(settled.End) + sign;
        // Of an answer that was cut the seller told nothing, or spoke of more than came.
        if (settled.End != MeterRefusal.None || settled.SellerPrompt < 0)
            return;
        var excess = settled.SellerPrompt - settled.OwnPrompt + long.Max(0, settled.SellerOutput) - settled.OwnOutput;
        of.SellerExcess += sign * excess;
        if (settled.SellerPrompt != settled.OwnPrompt || long.Max(0, settled.SellerOutput) != settled.OwnOutput)
            of.Differences += sign;
    }
}
