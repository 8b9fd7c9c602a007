// A document with a few places replaced, written without copying the rest.
using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Edits of one document, added in the order of their places.</summary>
/// <param name="document">The bytes; must stay.</param>
internal sealed class Splices(ReadOnlyMemory<byte> document)
{
    private readonly List<(int At, int Length, byte[] Instead)> _edits = [];

    /// <summary>Bytes of the result.</summary>
    public int Length
    {
        get
        {
            var length = document.Length;
            foreach (var (_, cut, instead) in _edits)
                length += instead.Length - cut;
            return length;
        }
    }

    /// <summary>Puts bytes in a place's stead; a length of 0 inserts.</summary>
    public void Replace(int at, int length, byte[] instead) => _edits.Add((at, length, instead));

    /// <summary>Brings edits that were added in any order into the order of their places.</summary>
    public void Sort() => _edits.Sort(static (a, b) => a.At.CompareTo(b.At));

    /// <summary>The parts of the result, in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        var at = 0;
        foreach (var (place, cut, instead) in _edits)
        {
            yield return document[at..place];
            yield return instead;
            at = place + cut;
        }

        yield return document[at..];
    }

    /// <summary>Writes the result.</summary>
    public void Write(IBufferWriter<byte> into)
    {
        foreach (var part in Parts())
            into.Write(part.Span);
    }
}

/// <summary>A request's body on its way to a seller.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly Splices _splices;

    public SplicedContent(Splices splices)
    {
        _splices = splices;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var part in _splices.Parts())
            await stream.WriteAsync(part);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _splices.Length;
        return true;
    }
}
