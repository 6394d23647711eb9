using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>
/// Everything one document says about each subject: its tables with look-ups, its typed facts, and (made elsewhere) its
/// printed figures tied to their subjects. Made once per check, so that each rule costs a few look-ups.
/// </summary>
sealed class Evidence
{
    static readonly int KindCount = Enum.GetValues<SubjectKind>().Length;
    static readonly int TableRoles = Enum.GetValues<TableRole>().Length;

    Sheet?[] sheets = new Sheet?[TableRoles];
    readonly bool[] lost = new bool[TableRoles];
    readonly int[] firstTold = [];
    readonly int[] nextTold = [];

    public Evidence(DisclosureDocument document)
    {
        Document = document;
        MadeHere = !document.MadeElsewhere;
        foreach (var table in document.Tables ?? [])
        {
            if (table?.Definition is null || (uint)table.Role >= (uint)TableRoles) continue;
            if (table.NotInSource) lost[(int)table.Role] = true;
            else sheets[(int)table.Role] ??= new Sheet(table, document.MadeElsewhere);
        }
        if (MadeHere) return;

        Statements = PrintedWords.Of(document);
        var told = Recogniser.Read(document, Statements, new ItemPaths([this[TableRole.GeneralPublic], this[TableRole.GeneralPublicItems], this[TableRole.GovernmentFund], this[TableRole.StateCapital]]));
        Told = told;
        firstTold = new int[KindCount];
        nextTold = new int[told.Count];
        Array.Fill(firstTold, -1);
        for (var i = told.Count - 1; i >= 0; i--)
        {
            var kind = (int)told[i].Kind;
            nextTold[i] = firstTold[kind];
            firstTold[kind] = i;
        }
    }

    public DisclosureDocument Document { get; private set; }

    /// <summary>
    /// The evidence of the same document with the figures of one table, a fact or a project changed. What is read from words is kept: it
    /// follows from names, labels and printed figures, never from what cells hold. <see cref="LiveCheck"/> depends on that.
    /// </summary>
    public Evidence With(DisclosureDocument document, Table? changed)
    {
        var evidence = (Evidence)MemberwiseClone();
        evidence.Document = document;
        if (changed is not { NotInSource: false } || this[changed.Role]?.Table.Number != changed.Number) return evidence;
        evidence.sheets = [.. sheets];
        evidence.sheets[(int)changed.Role] = new Sheet(changed, document.MadeElsewhere);
        return evidence;
    }

    /// <summary>Which tables were asked for, a bit per role. A rule that asks for no table does not change when a cell does.</summary>
    internal uint TablesRead { get; set; }

    /// <summary>The prose of a document made here is computed from its tables and facts, so it cannot differ from them.</summary>
    public bool MadeHere { get; }

    /// <summary>The printed paragraphs with nothing missing in them; none for a document made here.</summary>
    public IReadOnlyList<Statement> Statements { get; } = [];

    public List<Told> Told { get; } = [];

    /// <summary>Everything the document says in words.</summary>
    public List<PrintedText> Texts => field ??= PrintedText.Read(Document, Statements);

    /// <summary>What the prose compares with last year; none for a document made here.</summary>
    public List<Comparison> Comparisons => field ??= Comparison.Read(this);

    public Sheet? this[TableRole role]
    {
        get
        {
            TablesRead |= 1u << (int)role;
            return sheets[(int)role];
        }
    }

    /// <summary>The source has the table, but its body is not there (published as a picture).</summary>
    public bool IsLost(TableRole role) => lost[(int)role];

    /// <summary>The general public budget by item: the table of items where the edition has one, else the functional table.</summary>
    public Sheet? GeneralItems => this[TableRole.GeneralPublicItems] ?? this[TableRole.GeneralPublic];

    public Sheet? General => this[TableRole.GeneralPublic] ?? this[TableRole.GeneralPublicItems];

    public ToldOf TellsOf(SubjectKind kind) => new(this, kind);

    /// <summary>The first printed amount of this year for the subject.</summary>
    public Told? FirstAmount(SubjectKind kind, byte block = 0)
    {
        foreach (var told in TellsOf(kind))
        {
            if (told.Measure == Measure.Amount && !told.Prior && told.State != ReadingState.Missing && (block == 0 || told.Block == block)) return told;
        }
        return null;
    }

    /// <summary>How many figures of a paragraph are looked at on either side; no real paragraph has as many.</summary>
    const int Reach = 64;

    /// <summary>The amount of this year that the paragraph of a figure prints for the subject.</summary>
    public Told? AmountBeside(in Told figure, SubjectKind kind)
    {
        var from = figure.Index;
        while (from > 0 && figure.Index - from < Reach && ReferenceEquals(Told[from - 1].Statement, figure.Statement)) from--;
        for (var i = from; i < Told.Count && i <= figure.Index + Reach; i++)
        {
            var told = Told[i];
            if (!ReferenceEquals(told.Statement, figure.Statement)) break;
            if (told.Kind == kind && told.Measure == Measure.Amount && !told.Prior) return told;
        }
        return null;
    }

    /// <summary>
    /// Whether every figure of this unit in the figure's paragraph is recognised. A list with an item nobody knows may
    /// add up although its known items do not.
    /// </summary>
    public bool KnowsAllBeside(in Told figure)
    {
        // Nobody lists as many figures in one paragraph; such a list is not looked through again and again.
        if (figure.Statement.Figures.Count > Reach * 4) return false;
        foreach (var other in figure.Statement.Figures)
        {
            if (other.Unit != figure.Figure.Unit || other.Measure != figure.Measure || other.Value is not { Unscaled: not 0 }) continue;
            var known = false;
            for (var i = Math.Max(0, figure.Index - Reach); i < Told.Count && i <= figure.Index + Reach && !known; i++) known = ReferenceEquals(Told[i].Figure, other);
            if (!known) return false;
        }
        return true;
    }

    Dictionary<(SubjectKind, string), Told>? firstInSection;

    /// <summary>The total that a figure is part of: in its own paragraph, else the first of its section.</summary>
    public Told? TotalOf(in Told part, SubjectKind total)
    {
        if (AmountBeside(part, total) is { } beside) return beside;
        if (firstInSection is null)
        {
            firstInSection = [];
            foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.Revenue, SubjectKind.Expenditure])
            {
                foreach (var told in TellsOf(kind))
                {
                    if (told.Measure == Measure.Amount && !told.Prior && told.IsNumber) firstInSection.TryAdd((kind, told.Statement.Section), told);
                }
            }
        }
        return firstInSection.TryGetValue((total, part.Statement.Section), out var near) ? near : null;
    }

    /// <summary>Best knowledge of an amount: what a table or fact holds, else what the prose prints.</summary>
    public Reading Amount(SubjectKind kind)
    {
        var stored = Stored(kind);
        if (stored.IsNumber) return stored;
        foreach (var told in TellsOf(kind))
        {
            if (told.Measure == Measure.Amount && !told.Prior && told.IsNumber) return told.Reading;
        }
        return stored;
    }

    /// <summary>A count: as printed, else as typed; null where neither is there.</summary>
    public long? Count(SubjectKind kind, out Spot spot)
    {
        foreach (var told in TellsOf(kind))
        {
            if (told.Measure != Measure.Count || !told.IsNumber || told.Prior) continue;
            spot = told.Spot;
            return told.Value;
        }
        spot = Spot.Fact(kind);
        return Fact(kind)?.Count;
    }

    public Fact? Fact(SubjectKind kind) => Document.Facts is { } facts && facts.TryGetValue(kind, out var fact) ? fact : null;

    /// <summary>The amount that is stored: a number of a table, else the typed fact, else the blank of a table that is there.</summary>
    public Reading Stored(SubjectKind kind)
    {
        var cell = InTables(kind, SubjectSources.Of(kind));
        if (cell.IsNumber) return cell;
        return Fact(kind) is { Amount: { } amount } ? new(ReadingState.Number, amount.Fen, 0, 0, Spot.Fact(kind)) : cell;
    }

    /// <summary>The figure compared with: a number of a table, else the typed fact, else the blank of a table that is there.</summary>
    public Reading Prior(SubjectKind kind)
    {
        var cell = InTables(kind, SubjectSources.PriorOf(kind));
        if (cell.IsNumber) return cell;
        return Fact(kind) is { Prior: { } prior } ? new(ReadingState.Number, prior.Fen, 0, 0, Spot.Fact(kind, prior: true)) : cell;
    }

    /// <summary>The first number among the places where it stands, else the first blank.</summary>
    Reading InTables(SubjectKind kind, IReadOnlyList<SubjectSource> sources)
    {
        var first = Reading.Missing;
        for (var i = 0; i < sources.Count; i++)
        {
            if (this[sources[i].Table] is not { } sheet) continue;
            var cell = sources[i].In(sheet, kind);
            if (cell.IsNumber) return cell;
            if (!first.Exists) first = cell;
        }
        return first;
    }

    public Reading Economic(int code, ColumnRole role = ColumnRole.Total) =>
        this[TableRole.BasicExpenditure] is { } sheet ? sheet.At(sheet.Find(code), role) : Reading.Missing;

    /// <summary>What a fund's table as a whole states in a column.</summary>
    public Reading Fund(TableRole role, ColumnRole column) => this[role] is { } sheet ? sheet.Whole(column) : Reading.Missing;

    /// <summary>Money from outside the fiscal appropriation; null where nothing says it, or a source is not recognised.</summary>
    public Int128? OtherSources()
    {
        if (this[TableRole.RevenueAndExpenditure] is { } both)
        {
            foreach (var row in both.Rows)
            {
                if (row is { Side: Side.Revenue, IsTotal: false, Subject.IsNone: true } && both.At(row, both.AmountColumn(Side.Revenue)).Fen != 0 && LineNames.Level(row) == 1) return null;
            }
        }
        var any = false;
        Int128 sum = 0;
        foreach (var kind in NonFiscal)
        {
            var amount = Amount(kind);
            any |= amount.Exists;
            sum += amount.Fen;
        }
        return any ? sum : null;
    }

    static readonly SubjectKind[] NonFiscal =
    [
        SubjectKind.RevenueInstitutional, SubjectKind.RevenueBusiness, SubjectKind.RevenueSuperiorSubsidy,
        SubjectKind.RevenueAffiliateRemittance, SubjectKind.RevenueOther, SubjectKind.RevenueSpecialAccount,
    ];

    /// <summary>Walks the printed figures of one subject in printed order without allocating.</summary>
    public struct ToldOf(Evidence evidence, SubjectKind kind)
    {
        int at = -2;

        public readonly ToldOf GetEnumerator() => this;
        public readonly Told Current => evidence.Told[at];

        public bool MoveNext()
        {
            if (at == -2) at = evidence.firstTold.Length == 0 ? -1 : evidence.firstTold[(int)kind];
            else if (at >= 0) at = evidence.nextTold[at];
            return at >= 0;
        }
    }
}
