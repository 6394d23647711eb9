using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>Which way a change is said to go.</summary>
enum Direction : byte
{
    /// <summary>No word says it.</summary>
    Unsaid,
    Up,
    Down,

    /// <summary>持平</summary>
    Level,

    /// <summary>Both words stand there ("增长(下降)"): the template's choice was not made.</summary>
    Unmade,
}

/// <summary>How the printed names of a 类-款-项 path fit the tables.</summary>
enum PathFit : byte { NotAPath, Whole, Partly, None }

/// <summary>
/// A printed figure tied to what it speaks of. Value is fen for money, counts for counts, and hundredths of a hundredth
/// for percentages (67.21 % → 672,100), so that all compare as integers.
/// </summary>
readonly record struct Told(
    int Index, SubjectKind Kind, int Code, Measure Measure, bool Prior, byte Block, Direction Direction, PathFit Fit,
    ReadingState State, long Value, long Grain, long Loose, Statement Statement, Figure Figure)
{
    public const long PerPercent = 10_000;

    /// <summary>0.01万元, the last digit of amounts as prose prints them, in fen.</summary>
    public const long WanGrain = 10_000;

    public bool IsNumber => State == ReadingState.Number;

    public Spot Spot => Spot.Figure(Statement, Figure);

    public Reading Reading => new(State, Value, Grain, Loose, Spot);

    /// <summary>A change with its sign; null where the direction is not clear.</summary>
    public long? SignedChange => Direction switch
    {
        Direction.Level => State == ReadingState.Number ? Value : 0,
        Direction.Up when IsNumber => Value,
        Direction.Down when IsNumber => -Value,
        _ => null,
    };
}
