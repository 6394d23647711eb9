using System.Globalization;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;
using Row = Budget.Document.Row;
using Side = Budget.Document.Side;
using Table = Budget.Document.Table;

namespace Budget.Budgets;

/// <summary>
/// Sums over departments, in fen. Figures are taken as typed: classification tables are added up from their deepest lines,
/// so a subtotal that is typed wrongly, or not at all, does not spoil the sum of its 类 and 款.
/// </summary>
sealed class RollUp(int departments)
{
    static readonly SubjectKind[] Sources =
    [
        SubjectKind.RevenueFiscalAppropriation, SubjectKind.RevenueGeneralPublicBudget, SubjectKind.RevenueGovernmentFund, SubjectKind.RevenueStateCapital,
        SubjectKind.RevenueSpecialAccount, SubjectKind.RevenueInstitutional, SubjectKind.RevenueBusiness, SubjectKind.RevenueSuperiorSubsidy,
        SubjectKind.RevenueAffiliateRemittance, SubjectKind.RevenueOther, SubjectKind.RevenueCarriedOver,
    ];

    static readonly SubjectKind[] ThreePublic =
    [
        SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality,
    ];

    readonly Dictionary<SubjectKind, Int128[]> bySubject = [];
    readonly SortedDictionary<string, CodeSum> byFunction = new(StringComparer.Ordinal), byEconomic = new(StringComparer.Ordinal);

    public void Add(int part, DisclosureDocument document)
    {
        var figures = new Figures(document);
        foreach (var kind in (IEnumerable<SubjectKind>)[SubjectKind.Revenue, SubjectKind.Expenditure, .. Sources, .. ThreePublic])
        {
            AddTo(kind, part, figures.InTables(kind)?.Fen ?? AddedUp(document, kind) ?? document.Facts.GetValueOrDefault(kind)?.Amount?.Fen);
        }
        AddCodes(byFunction, part, document.Find(TableRole.Expenditure), [3, 5, 7]);
        AddCodes(byEconomic, part, document.Find(TableRole.BasicExpenditure), [3, 5]);
    }

    /// <summary>Null if a sum is beyond what the answer can hold.</summary>
    public GetRollUpResponse? ToWire()
    {
        var answer = new GetRollUpResponse();
        try
        {
            answer.BySource.AddRange(Sources.Select(kind => Line(kind)).OfType<RollUpLine>());
            answer.ThreePublic.AddRange(ThreePublic.Select(kind => Line(kind)).OfType<RollUpLine>());
            answer.ByFunction.AddRange(byFunction.Select(c => Line(c.Key, c.Value.Name, c.Value.Parts)));
            answer.ByEconomic.AddRange(byEconomic.Select(c => Line(c.Key, c.Value.Name, c.Value.Parts)));
            answer.RevenueFen = Line(SubjectKind.Revenue)?.Fen ?? 0;
            answer.ExpenditureFen = Line(SubjectKind.Expenditure)?.Fen ?? 0;
            return answer;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    RollUpLine? Line(SubjectKind kind) => bySubject.TryGetValue(kind, out var parts) ? Line(SubjectKinds.Of(kind).Id, SubjectKinds.Of(kind).Chinese, parts) : null;

    static RollUpLine Line(string key, string name, Int128[] parts)
    {
        var line = new RollUpLine { Key = key, Name = name };
        Int128 sum = 0;
        foreach (var part in parts)
        {
            sum += part;
            line.PartsFen.Add(checked((long)part));
        }
        line.Fen = checked((long)sum);
        return line;
    }

    void AddTo(SubjectKind kind, int part, long? fen)
    {
        if (fen is null) return;
        if (!bySubject.TryGetValue(kind, out var parts)) bySubject[kind] = parts = new Int128[departments];
        parts[part] += fen.Value;
    }

    void AddCodes(SortedDictionary<string, CodeSum> sums, int part, Table? table, int[] levels)
    {
        if (table is null) return;
        foreach (var row in table.Rows.Where(r => r is { IsTotal: false, Code: > 0 })) SumOf(sums, row.CodeText).NameOnce(row.Name);
        foreach (var row in Deepest(table).Where(r => r.Code > 0))
        {
            foreach (var key in levels.Where(level => level < row.CodeText.Length).Select(level => row.CodeText[..level]).Append(row.CodeText))
            {
                SumOf(sums, key).Parts[part] += AmountOf(table, row);
            }
        }
    }

    /// <summary>Lines that no other line details further: 项, or what stands in their place in a table that stops above.</summary>
    static IEnumerable<Row> Deepest(Table table)
    {
        var lines = table.Rows.Where(r => !r.IsTotal).ToList();
        var detailed = lines.Where(r => r.Code > 0).SelectMany(r => Enumerable.Range(1, r.CodeText.Length - 1).Select(length => r.CodeText[..length])).ToHashSet();
        return lines.Where(r => !detailed.Contains(r.CodeText));
    }

    CodeSum SumOf(SortedDictionary<string, CodeSum> sums, string code)
    {
        if (!sums.TryGetValue(code, out var sum)) sums[code] = sum = new CodeSum(new Int128[departments]);
        return sum;
    }

    /// <summary>The line's total; where it is blank, the columns it is made of.</summary>
    static Int128 AmountOf(Table table, Row row)
    {
        if (row[table.IndexOf(ColumnRole.Total)] is { } total) return total.Fen;
        Int128 sum = 0;
        foreach (var role in (ReadOnlySpan<ColumnRole>)[ColumnRole.Basic, ColumnRole.Project, ColumnRole.Special, ColumnRole.Personnel, ColumnRole.Operating])
        {
            sum += row[table.IndexOf(role)]?.Fen ?? 0;
        }
        return sum;
    }

    /// <summary>Of a table without a total, the sum of its lines.</summary>
    static long? AddedUp(DisclosureDocument document, SubjectKind kind)
    {
        foreach (var source in SubjectSources.Of(kind).Where(s => !s.IsLine))
        {
            if (document.Find(source.Table) is not { } table || table.Rows.Any(r => r.IsTotal) || table.IndexOf(source.Column) is not (>= 0 and var column)) continue;
            var figures = Deepest(table).Select(r => r[column]).OfType<Amount>().ToList();
            if (figures.Count > 0) return figures.Aggregate(Amount.Zero, (sum, figure) => sum + figure).Fen;
        }
        return null;
    }

    sealed class CodeSum(Int128[] parts)
    {
        public string Name { get; set; } = "";

        public Int128[] Parts { get; } = parts;

        public void NameOnce(string name)
        {
            if (Name.Length == 0) Name = name;
        }
    }
}
