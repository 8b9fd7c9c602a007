// What the naive market remembers of the spot market: products, bids, certificates with each of their draws, notices.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A product, what waits for its next auction, and who stands in at which price.</summary>
internal sealed class NaiveProduct
{
    public required SpotProduct Terms { get; set; }

    public Instant Gate { get; set; }

    public List<PlaceSpotBid> Bids { get; } = [];

    /// <summary>Live orders for standard blocks, in the order in which they came.</summary>
    public List<NaiveSpotOrder> Orders { get; } = [];

    /// <summary>Ticks by account.</summary>
    public SortedList<int, long> Standby { get; } = [];

    /// <summary>The first hour sold: the day start that does not lie before the gate.</summary>
    public long FirstHour
    {
        get
        {
            var start = Instant.At(Gate.Date, Terms.DayStartMinutes);
            return DeliveryHours.Of(start < Gate ? start.Plus(Instant.PerDay) : start);
        }
    }

    public int Hours => Terms.Days * 24;

    /// <summary>Minor units of so many ticks on so many lot-hours.</summary>
    public long Worth(BigInteger ticks, BigInteger lotHours) => (long)(ticks * lotHours * Terms.TickValueMinor);

    /// <summary>A buyer's limit, an issuer's collateral.</summary>
    public long Reserve(PlaceSpotBid bid) =>
        Worth(bid.Side == Side.Buy ? bid.Limit.Ticks : Terms.CollateralTicks, (BigInteger)bid.Lots.Lots * bid.Hours);

    /// <summary>The first gate that lies ahead.</summary>
    public void StandBeforeGate(Instant now)
    {
        Gate = Instant.At(now.Date, Terms.GateMinutes);
        while (Gate <= now)
            Gate = Gate.Plus(Instant.PerDay);
    }
}

/// <summary>An order for a standard block, and its lots that have not traded.</summary>
internal sealed class NaiveSpotOrder(PlaceSpotOrder words)
{
    public PlaceSpotOrder Words { get; } = words;

    public required long Left { get; set; }

    /// <summary>What the lots that are left set aside.</summary>
    public long ReserveIn(NaiveProduct product) =>
        product.Worth(
            Words.Side == Side.Buy ? Words.Limit.Ticks : product.Terms.CollateralTicks,
            (BigInteger)Left * Words.Hours
        );
}

/// <summary>A request for quotes.</summary>
internal sealed class NaiveSpotRequest(long number, NaiveProduct product, AskSpotQuote words)
{
    public long Number { get; } = number;

    public NaiveProduct Product { get; } = product;

    public AskSpotQuote Words { get; } = words;

    public bool Open { get; set; } = true;

    public long LotHours => Words.Lots.Lots * Words.Hours;
}

/// <summary>A quote on a request.</summary>
internal sealed class NaiveSpotQuote(long number, NaiveSpotRequest request, int account, long ticks)
{
    public long Number { get; } = number;

    public NaiveSpotRequest Request { get; } = request;

    public int Account { get; } = account;

    public long Ticks { get; } = ticks;

    public bool Open { get; set; } = true;
}

/// <summary>Units drawn, and the money that went with them.</summary>
internal sealed record NaiveDraw(long Units, long Paid, long TopUp, long Released);

/// <summary>A certificate as it was made, and everything that was drawn on it.</summary>
internal sealed class NaiveCertificate
{
    public required long Id { get; init; }

    public required NaiveProduct Product { get; init; }

    public required int Issuer { get; init; }

    public required int Owner { get; set; }

    public required long FirstHour { get; init; }

    public required int Hours { get; init; }

    public required long Lots { get; set; }

    public required long Units { get; set; }

    public required long Paid { get; set; }

    public required long Collateral { get; set; }

    /// <summary>It was sold, for nothing perhaps, or paid for when it was delivered on a month.</summary>
    public required bool Prepaid { get; set; }

    /// <summary>As the product said when it was issued: how it ends is read from it and from no later one.</summary>
    public required SpotProduct Terms { get; init; }

    public long From { get; init; }

    public CertificateState State { get; set; } = CertificateState.Issued;

    public int Meter { get; set; }

    /// <summary>Units that were asked for in vain, as told.</summary>
    public BigInteger Failed { get; set; }

    public List<NaiveDraw> Draws { get; } = [];

    public bool Lives => State != CertificateState.Ended;

    public long LastHour => FirstHour + Hours - 1;

    public Instant End => DeliveryHours.Begin(FirstHour + Hours + Terms.GraceHours);

    public long Drawn => Draws.Sum(d => d.Units);

    public long Escrow => Lives ? Paid - Draws.Sum(d => d.Paid) : 0;

    public long Deposit => Lives ? Collateral - Draws.Sum(d => d.TopUp + d.Released) : 0;

    /// <summary>What belongs to so many of its units: whole minor units, the rest of a cent to those that
    /// follow.</summary>
    public long PartOf(long amount, long units) => Exact.Floor((BigInteger)amount * units, Units);
}

/// <summary>What shorts and longs of a month have said about delivery.</summary>
internal sealed class NaiveNotices(NaiveInstrument month)
{
    public NaiveInstrument Month { get; } = month;

    /// <summary>In the order in which they came.</summary>
    public List<(int Account, NaiveCertificate Certificate)> Tenders { get; } = [];

    public SortedList<int, long> Wanted { get; } = [];

    /// <summary>Minor units of a lot at the final price; null until the month has ended.</summary>
    public long? Price { get; set; }
}
