using Budget.Document;
using Budget.Document.Recognition;
using Budget.Intake.Pages;
using Budget.Intake.Tables;
using Budget.V1;

namespace Budget.Intake;

/// <summary>What was not understood, where, and why: nothing is lost in silence.</summary>
public sealed record Unread(int Page, Box Box, string Text, string Why);

/// <summary>One disclosure as it was read from the file (or files) it was published in.</summary>
public sealed record Reading(string File, DisclosureFile Disclosure)
{
    public IReadOnlyList<Page> Pages { get; init; } = [];
    public IReadOnlyList<ReadTable> Tables { get; init; } = [];
    public FormMapping? Mapping { get; init; }
    public IReadOnlyList<Unread> Unread { get; init; } = [];
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>Performance forms, in printed order.</summary>
    public IReadOnlyList<Sheet> Forms { get; init; } = [];

    public IReadOnlyList<int> Pictures => [.. Pages.Where(page => page.IsPicture).Select(page => page.Number)];
}
