namespace Budget.Contracts.Reading;

/// <summary>
/// What a document may be at most. Far above any real disclosure (the largest known has 700 figures and 60,000
/// characters), low enough that no single message can hold a service up.
/// </summary>
static class Limits
{
    /// <summary>Ten trillion 元 a figure: 9,000 of them still add up within a long.</summary>
    public const long Fen = 1_000_000_000_000_000;
    public const long Count = 1_000_000_000;

    public const int CodeDigits = 9;
    public const int Name = 1_000;
    public const int Paragraph = 100_000;
    public const int AllText = 2_000_000;

    public const int Rows = 2_000;
    public const int Columns = 60;
    public const int Items = 5_000;
    public const int Violations = 100;
}
