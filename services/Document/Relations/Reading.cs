using System.Globalization;

namespace Budget.Document.Relations;

enum ReadingState : byte { Missing, Blank, Number }

/// <summary>
/// One figure of a document and where it stands. Grain is what a unit of its last digit is worth in fen where the print
/// rounds (0: stored to the fen, exact); Loose is the same for a figure printed with fewer decimals than its neighbours,
/// which may be rounded and may as well be exact.
/// </summary>
readonly record struct Reading(ReadingState State, long Fen, long Grain, long Loose, Spot Spot)
{
    public static readonly Reading Missing;

    public bool Exists => State != ReadingState.Missing;
    public bool IsNumber => State == ReadingState.Number;
    public bool IsBlank => State == ReadingState.Blank;
    public bool IsPositive => State == ReadingState.Number && Fen > 0;

    public string Shown => State == ReadingState.Number ? Spot.Write(Fen) : "（空白）";
}

/// <summary>Adds readings up without overflow, and knows how far rounding may take the sum.</summary>
struct Adder
{
    public Int128 Fen;
    public int Numbers, Nonzero, Blanks;
    public long Grain, Loose;

    public void Add(in Reading reading)
    {
        if (reading.IsBlank) Blanks++;
        if (!reading.IsNumber) return;
        Numbers++;
        Fen += reading.Fen;
        Grain = Math.Max(Grain, reading.Grain);
        Loose = Math.Max(Loose, reading.Loose);
        if (reading.Fen != 0) Nonzero++;
    }

    public void AddSigned(Int128 fen, long grain)
    {
        Numbers++;
        Fen += fen;
        Grain = Math.Max(Grain, grain);
        if (fen != 0) Nonzero++;
    }

    public readonly bool IsEmpty => Numbers == 0 && Blanks == 0;

    /// <summary>
    /// Whole 元: 1 元 per added row. 万元: half a unit of the last digit per row, which cannot show before two rows.
    /// </summary>
    public readonly long Tolerance(long totalGrain)
    {
        var grain = Math.Max(Grain, totalGrain);
        if (grain == 0 || Nonzero == 0) return 0;
        if (Nonzero == 1) return totalGrain == Grain ? 0 : grain;
        return grain <= Amount.FenPerYuan ? checked(grain * Nonzero) : grain * (Nonzero / 2);
    }
}

/// <summary>
/// Where a figure stands: a cell, a printed figure, or a typed fact. Made into a <see cref="Place"/> only when something is found.
/// </summary>
readonly record struct Spot(object? Owner, object? Part, int Column, SubjectKind Subject)
{
    public static Spot Cell(Table table, Row row, int column) => new(table, row, column, SubjectKind.None);
    public static Spot Figure(Statement statement, Figure? figure) => new(statement, figure, 0, SubjectKind.None);
    public static Spot Fact(SubjectKind subject, bool prior = false) => new(null, null, prior ? 1 : 0, subject);
    public static Spot Form(ProjectTarget form, string? box = null) => new(form, box, 0, SubjectKind.None);
    public static Spot Overall(DepartmentTarget form, string box) => new(form, box, 0, SubjectKind.None);

    public MoneyUnit Unit => Owner switch
    {
        Table table => table.Unit,
        ProjectTarget form => form.Unit,
        DepartmentTarget form => form.Unit,
        _ => Part is Figure { Unit: "元" } ? MoneyUnit.Yuan : MoneyUnit.Wan,
    };

    /// <summary>A sum as people write it at this spot, with its unit.</summary>
    public string Write(Int128 fen)
    {
        var least = Owner is Table { WholeYuan: true, Unit: MoneyUnit.Yuan } ? 0 : 2;
        return Money.Write(fen, Unit, least);
    }

    public Place Place => Owner switch
    {
        Table table => Place.OfCell(table, Part as Row, Column),
        Statement statement => Place.OfFigure(statement, Part as Figure),
        ProjectTarget form when Part is string box => new($"form:{form.Name}/{box}", $"项目绩效目标表 / {form.Name} / {box}"),
        ProjectTarget form => new($"form:{form.Name}", $"项目绩效目标表 / {form.Name}"),
        DepartmentTarget => new($"overall:{Part}", $"部门整体绩效目标表 / {Part}"),
        _ when Column == 1 && SubjectKinds.Of(Subject) is { } term => new($"fact:{term.Id}/prior", $"填报事项 / 上年{term.Chinese}"),
        _ when SubjectKinds.Of(Subject) is { } term => new($"fact:{term.Id}", $"填报事项 / {term.Chinese}"),
        _ => new("document", "本文件"),
    };
}

static class Money
{
    /// <summary>With thousands separators and the unit; more than the least decimals only where the amount needs them.</summary>
    public static string Write(Int128 fen, MoneyUnit unit, int least = 2)
    {
        // Sums of many hostile figures can exceed what decimal holds by far; people never see such a number.
        if (fen > MaxShown || fen < -MaxShown) return fen > 0 ? "极大数" : "极大负数";
        var value = (decimal)fen / unit.Fen();
        var most = unit == MoneyUnit.Wan ? 6 : 2;
        for (var decimals = least; ; decimals++)
        {
            if (decimals >= most || decimal.Round(value, decimals) == value)
                return value.ToString("N" + decimals, CultureInfo.InvariantCulture) + unit.Chinese();
        }
    }

    /// <summary>Rounded to two decimals of the unit, as prose prints it.</summary>
    public static string Rounded(Int128 fen, MoneyUnit unit) =>
        fen > MaxShown || fen < -MaxShown ? Write(fen, unit) : decimal.Round((decimal)fen / unit.Fen(), 2, MidpointRounding.AwayFromZero)
            .ToString("N2", CultureInfo.InvariantCulture) + unit.Chinese();

    static readonly Int128 MaxShown = (Int128)1_000_000_000_000_000_000 * 1_000_000;
}
