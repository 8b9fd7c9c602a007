// How the doors have a statement drawn up.
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>What a paper is wanted as.</summary>
public enum PaperForm
{
    /// <summary>Title, sections and rows in both languages: what a page draws, cell by cell as the others.</summary>
    Layout = 0,

    /// <summary>Its data, with their fingerprint.</summary>
    Json = 1,
    Csv = 2,
    Text = 3,
    Pdf = 4,
}

/// <summary>Which words a paper carries.</summary>
public enum PaperWords
{
    English = 0,
    Chinese = 1,
    Both = 2,
}

/// <summary>The statement of an account that the books know.</summary>
public delegate ReadOnlyMemory<byte> PaperPress(
    ClearingBooks books,
    Model.Numbers.TradingDate day,
    int account,
    PaperForm form,
    PaperWords words
);
