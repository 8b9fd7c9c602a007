// All certificates, who has issued how much, which ends next, and how far each meter has told.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Delivery;

/// <summary>Certificate 1 first; ended ones stay, so that numbers never move.</summary>
internal sealed class CertificateBook
{
    private readonly List<Certificate> _all = [];
    private readonly PriorityQueue<Certificate, (long End, long Id)> _ends = new();
    private readonly Dictionary<(int Product, int Issuer), long> _outstanding = [];
    private readonly SortedList<int, long> _records = [];

    public int Count => _all.Count;

    public IReadOnlyList<Certificate> All => _all;

    /// <summary>When the next one ends; never: none lives.</summary>
    public Instant NextEnd
    {
        get
        {
            DropEnded();
            return _ends.Count == 0 ? Instant.Never : _ends.Peek().End;
        }
    }

    public Certificate? Of(long id) => id >= 1 && id <= _all.Count ? _all[(int)id - 1] : null;

    public void Add(Certificate certificate)
    {
        Must.Hold(certificate.Id == _all.Count + 1);
        _all.Add(certificate);
        Watch(certificate);
        // What was split off was counted with the certificate that it came from.
        if (certificate.From == 0)
            Reckon(certificate, certificate.LotHours);
    }

    /// <summary>The one that ends next.</summary>
    public Certificate Next()
    {
        DropEnded();
        return _ends.Peek();
    }

    /// <summary>It ended: its lot-hours are no longer outstanding.</summary>
    public void Leave(Certificate certificate) => Reckon(certificate, -certificate.LotHours);

    /// <summary>Lot-hours of a product that an issuer has outstanding.</summary>
    public long OutstandingOf(int product, int issuer) => _outstanding.GetValueOrDefault((product, issuer));

    /// <summary>The last record that a meter has told; zero: none.</summary>
    public long LastRecordOf(int meter) => _records.GetValueOrDefault(meter);

    public void Tell(int meter, long record) => _records[meter] = record;

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var certificate in _all)
            certificate.Save(w);
        w.Int(_records.Count);
        for (var i = 0; i < _records.Count; i++)
        {
            w.Int(_records.GetKeyAtIndex(i));
            w.Long(_records.GetValueAtIndex(i));
        }
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var certificate = Certificate.Load(_all.Count + 1, r);
            _all.Add(certificate);
            if (certificate.State == CertificateState.Ended)
                continue;
            Watch(certificate);
            Reckon(certificate, certificate.LotHours);
        }

        for (var count = r.Count(); count > 0; count--)
            Tell(r.Int(), r.Long());
    }

    private void Watch(Certificate certificate) =>
        _ends.Enqueue(certificate, (certificate.End.Nanoseconds, certificate.Id));

    // Those that were drawn to the last unit ended before their time.
    private void DropEnded()
    {
        while (_ends.Count > 0 && _ends.Peek().State == CertificateState.Ended)
            _ends.Dequeue();
    }

    private void Reckon(Certificate certificate, long lotHours)
    {
        var key = (certificate.Product, certificate.Issuer);
        _outstanding[key] = checked(_outstanding.GetValueOrDefault(key) + lotHours);
    }
}
