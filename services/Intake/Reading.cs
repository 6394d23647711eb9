using Budget.Document;
using Budget.Document.Recognition;
using Budget.Intake.Layout;
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

    /// <summary>The lines of each printed statement; none for what was a table of words.</summary>
    public IReadOnlyList<IReadOnlyList<TextLine>> Lines { get; init; } = [];

    /// <summary>Why it cannot be checked, though it could be opened: pictures of pages, a final account, no budget at all. Null: it can.</summary>
    public (string Chinese, string English)? CannotCheck { get; init; }

    public bool HasTables => Tables.Count >= 3;

    /// <summary>More than what stands around tables.</summary>
    public bool HasProse => Disclosure.Budget.Printed.Statements.Sum(statement => statement.Text.Length) > 1500;

    public bool KnowsDepartment => Disclosure.Department.Name != Prose.Front.Unknown;

    public IReadOnlyList<int> Pictures => [.. Pages.Where(page => page.IsPicture).Select(page => page.Number)];
}
