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

    /// <summary>Of those, charged for answers that did not come to their end, and requests that were charged
    /// nothing.</summary>
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
    private readonly Dictionary<long, StatedRequest> _open = [];
    private readonly Dictionary<long, (MeterKind Kind, bool Stream)> _holds = [];
    private readonly List<StatedRequest> _requests = [];
    private readonly HashSet<long> _voided = [];

    /// <summary>The accounts.</summary>
    public MeterFold Books { get; } = new();

    /// <summary>By certificate.</summary>
    public IReadOnlyDictionary<long, CertificateStatement> Statements => _statements;

    /// <summary>Deliveries that were summed up, in order.</summary>
    public List<BilledRecord> Bills { get; } = [];

    /// <summary>The venue's answers by record: 0 taken, otherwise the refusal's number.</summary>
    public SortedDictionary<long, int> Answers { get; } = [];

    /// <summary>Charged requests in the order in which they were settled.</summary>
    public IEnumerable<StatedRequest> Requests => _requests.Where(r => !_voided.Contains(r.Settled.Request));

    /// <summary>Takes a record.</summary>
    public void Take(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
    {
        Books.Take(sequence, kind, numbers);
        switch (kind)
        {
            case MeterRecord.Held:
                var held = JournalCodec.Held(numbers);
                _holds[sequence] = (held.Kind, held.Stream);
                break;
            case MeterRecord.Settled:
                Settle(JournalCodec.Settled(numbers));
                break;
            case MeterRecord.Voided:
                var request = JournalCodec.Voided(numbers).Request;
                if (_open.Remove(request, out var stated))
                    Count(stated.Settled, -1);
                Of(stated!.Settled.Certificate).Ends[MeterRefusal.ClientGone] =
                    Of(stated.Settled.Certificate).Ends.GetValueOrDefault(MeterRefusal.ClientGone) + 1;
                _voided.Add(request);
                break;
            case MeterRecord.Released:
                var released = JournalCodec.Released(numbers);
                _holds.Remove(released.Request);
                var ends = Of(released.Certificate).Ends;
                ends[released.Reason] = ends.GetValueOrDefault(released.Reason) + 1;
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
    }

    private CertificateStatement Of(long certificate)
    {
        if (!_statements.TryGetValue(certificate, out var statement))
            _statements[certificate] = statement = new();
        return statement;
    }

    private void Settle(SettledRecord settled)
    {
        _holds.Remove(settled.Request, out var hold);
        var stated = new StatedRequest(settled, hold.Kind, hold.Stream);
        _open[settled.Request] = stated;
        if (keep)
            _requests.Add(stated);
        Count(settled, 1);
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
