namespace Budget.Intake.Pages;

/// <summary>A place on a page, in points from its upper left corner as it is shown.</summary>
public readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;
    public double Height => Bottom - Top;
    public double MiddleX => (Left + Right) / 2;
    public double MiddleY => (Top + Bottom) / 2;

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    public static Box Around(IEnumerable<Box> boxes) => boxes.Aggregate((a, b) => a.With(b));
}

/// <param name="Box">From where it begins to where the next may, and from the height of a capital to its foot.</param>
/// <param name="Show">Letters that the file shows together have the same number.</param>
public readonly record struct Letter(char Text, Box Box, double Baseline, double Size, int Show);

/// <summary>A drawn line, straight across or down.</summary>
public readonly record struct Rule(bool Across, double At, double From, double To)
{
    public double Length => To - From;
}

/// <summary>
/// What is to be seen on a page, whatever kind of file it is from: letters, rules and pictures. All that follows works on this alone.
/// </summary>
public sealed record Page(int Number, double Width, double Height, IReadOnlyList<Letter> Letters, IReadOnlyList<Rule> Rules, IReadOnlyList<Box> Pictures)
{
    /// <summary>Nothing can be read here though something is shown.</summary>
    public bool IsPicture => Letters.Count < 8 && Pictures.Any(p => p.Width * p.Height > Width * Height / 4);

    /// <summary>Pages whose letters have no known characters.</summary>
    public int Unreadable { get; init; }
}
