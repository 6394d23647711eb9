using System.Runtime.CompilerServices;
using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>
/// The printed figures of a document made elsewhere that are tied to what they speak of, and what its tables say
/// instead. A figure nobody can tie, or of which the tables say nothing, is not spoken of.
/// </summary>
public sealed class RecognisedFigures
{
    readonly Dictionary<Figure, Told> told = new(ByReference.Instance);
    readonly List<Told> inOrder = [];
    readonly Figures figures;

    public RecognisedFigures(DisclosureDocument document, Figures figures)
    {
        this.figures = figures;
        if (!document.MadeElsewhere) return;
        inOrder = new Evidence(document).Told;
        foreach (var figure in inOrder) told.TryAdd(figure.Figure, figure);
    }

    /// <summary>What the tables say where it is not what is printed, as the figure's own unit writes it; null where they agree or are silent.</summary>
    public string? Differing(Figure figure)
    {
        if (!told.TryGetValue(figure, out var t) || !t.IsNumber || t.Prior) return null;
        var subject = SubjectOf(t);
        if (subject.IsNone || figures.InTables(subject) is not { } amount) return null;
        var computed = t.Measure switch
        {
            Measure.Amount => amount.Fen,
            Measure.Change => figures.Prior(subject) is { } prior ? Math.Abs(amount.Fen - prior.Fen) : null,
            Measure.ChangeRate => figures.Prior(subject) is { Fen: not 0 } prior ? Math.Abs(Figures.Ratio(amount.Fen - prior.Fen, Math.Abs(prior.Fen))) * (Told.PerPercent / 100) : null,
            _ => (long?)null,
        };
        if (computed is not { } value || Math.Abs(value - Math.Abs(t.Value)) <= Math.Max(t.Grain, t.Loose)) return null;
        return t.Measure == Measure.ChangeRate ? Percent(value) : new Amount(value).In(MoneyUnits.Parse(figure.Unit) ?? MoneyUnit.Wan);
    }

    /// <summary>What a printed figure speaks of, and whether of the year before; none where nobody can tell.</summary>
    public (Subject Subject, bool Prior) SubjectOf(Figure figure) => told.TryGetValue(figure, out var t) ? (SubjectOf(t), t.Prior) : (Subject.None, false);

    static Subject SubjectOf(in Told t) => t.Kind switch
    {
        SubjectKind.FunctionCode => Subject.Function(t.Code),
        SubjectKind.EconomicCode => Subject.Economic(t.Code),
        SubjectKind.Project => Subject.None,
        _ => t.Kind,
    };

    /// <summary>This year's amount as the prose prints it; null where it does not.</summary>
    public Amount? Amount(Subject subject) => First(subject, Measure.Amount) is { Value: var fen } ? new Amount(fen) : null;

    /// <summary>The change with its sign as the prose prints it; null where it does not.</summary>
    public Amount? Change(Subject subject) => First(subject, Measure.Change)?.SignedChange is { } fen ? new Amount(fen) : null;

    /// <summary>The rate of change in hundredths of a percent with its sign, as the prose prints it; null where it does not.</summary>
    public long? ChangeRate(Subject subject) => First(subject, Measure.ChangeRate)?.SignedChange is { } value ? value / (Told.PerPercent / 100) : null;

    /// <summary>Why it changed, as the prose says it beside the change; empty where it does not.</summary>
    public string Reason(Subject subject)
    {
        foreach (var t in inOrder)
        {
            if (!t.Prior && t.Figure.Reason.Length > 0 && SubjectOf(t) == subject) return t.Figure.Reason;
        }
        return "";
    }

    Told? First(Subject subject, Measure measure)
    {
        foreach (var t in inOrder)
        {
            if (t.Measure == measure && SubjectOf(t) == subject && !t.Prior && (t.IsNumber || t.Direction == Direction.Level)) return t;
        }
        return null;
    }

    static string Percent(long value) => (value / (decimal)Told.PerPercent).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Two figures may be printed alike; each is itself.</summary>
    sealed class ByReference : IEqualityComparer<Figure>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Figure? x, Figure? y) => ReferenceEquals(x, y);

        public int GetHashCode(Figure figure) => RuntimeHelpers.GetHashCode(figure);
    }
}
