using System.Globalization;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using Budget.Testing;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// Whole documents with one thing changed, thousands of times. What an error is, is worked out here from the identities of
/// the tables and not from the rules: wherever a change breaks one, some rule must say so; where a change is made everywhere
/// it belongs, no rule may.
/// </summary>
public sealed class MutationTests
{
    const string Putuo = "shanghai-putuo-government-office-2025.json";

    [Theory]
    [InlineData("101-government-office-2021.json")]
    [InlineData("201-education-2025.json")]
    [InlineData("301-city-management-2025-mended.json")]
    public void A_changed_cell_of_an_invented_disclosure_is_found_wherever_it_breaks_an_identity(string file) => Cells(Invented(file), 2_000);

    [Fact]
    public void A_changed_cell_of_a_real_disclosure_is_found_wherever_it_breaks_an_identity() => Cells(RealDocumentsTests.Read(RealDocumentsTests.Find(Putuo)), 2_000);

    static void Cells(DisclosureDocument document, int times)
    {
        var identities = Identity.Of(document);
        var byCell = identities.SelectMany(i => i.Terms.Select(t => (t.Cell, i))).ToLookup(x => x.Cell, x => x.i);
        var before = Said(document, Severity.Error);
        var cells = document.Tables.SelectMany((t, n) => t.Rows.SelectMany((r, i) => t.Columns.Select((c, k) => (Cell: new CellAt(n, i, k), Column: c, Row: r)))).Where(x => x.Row.Side == x.Column.Side && !x.Column.IsRate).Select(x => x.Cell).ToArray();
        var random = new Random(20250203);
        var (broken, found, unbound) = (0, 0, 0);
        var missed = new List<string>();
        for (var n = 0; n < times; n++)
        {
            var cell = cells[random.Next(cells.Length)];
            var changed = Slip(document, cell, random, out var what);
            if (changed is null) continue;
            if (byCell[cell].All(i => i.Holds(changed)))
            {
                unbound++;
                continue;
            }
            broken++;
            if (Said(changed, Severity.Error).Except(before).Any()) found++;
            else missed.Add(what);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{document.Department.Name} {document.Year}: {identities.Count} identities, {broken} changes that break one, {found} found (recall {100.0 * found / broken:0.00} %), {unbound} changes that break none");
        Assert.True(broken > times / 4, $"only {broken} changes broke an identity");
        Assert.True(missed.Count == 0, $"{missed.Count} of {broken} missed:\n" + string.Join('\n', missed.Distinct().Take(30)));
    }

    [Fact]
    public void A_figure_of_the_text_that_a_table_has_too_is_found_when_it_is_changed()
    {
        var document = RealDocumentsTests.Read(RealDocumentsTests.Find(Putuo));
        var printed = document.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells)).OfType<long>().Where(c => c != 0).Select(c => decimal.Round(c / 1_000_000m, 2, MidpointRounding.AwayFromZero)).ToHashSet();
        var before = Said(document, Severity.Warning);
        var random = new Random(7);
        var (changes, missed) = (0, new List<string>());
        foreach (var statement in document.Printed!.Statements)
        {
            foreach (var figure in statement.Figures)
            {
                // Plans of a project's quarters and the like are in no table.
                if (figure is not { Measure: Measure.Amount, Unit: "万元", Value: { } value } || !printed.Contains(value.Value)) continue;
                for (var n = 0; n < 20; n++)
                {
                    var other = new PrintedNumber(Digits(value.Unscaled, random), value.Decimals);
                    if (Math.Abs(other.Value - value.Value) < 1) continue;
                    changes++;
                    var changed = With(document, statement, figure, figure with { Value = other });
                    if (!Said(changed, Severity.Warning).Except(before).Any()) missed.Add($"{statement.Section} {figure.Label} {value} → {other}");
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{changes} changed figures of the text, {changes - missed.Count} found");
        Assert.True(changes > 200);
        Assert.True(missed.Count == 0, $"{missed.Count} of {changes} missed:\n" + string.Join('\n', missed.Distinct().Take(30)));
    }

    [Theory]
    [InlineData("101-government-office-2021.json")]
    [InlineData("201-education-2025.json")]
    [InlineData("301-city-management-2025-mended.json")]
    public void A_row_that_is_dropped_or_stands_twice_is_found(string file)
    {
        var document = Invented(file);
        var before = Said(document, Severity.Warning);
        var missed = new List<string>();
        var changes = 0;
        for (var t = 0; t < document.Tables.Count; t++)
        {
            var table = document.Tables[t];
            for (var r = 0; r < table.Rows.Count; r++)
            {
                var row = table.Rows[r];
                // Only a row whose money is part of a sum is missed by anyone.
                if (row.IsTotal || row.Code < 1000 || !row.Cells.Any(c => c is not (null or 0))) continue;
                foreach (var twice in (ReadOnlySpan<bool>)[false, true])
                {
                    changes++;
                    var rows = twice ? [.. table.Rows.Take(r), row, .. table.Rows.Skip(r)] : table.Rows.Where((_, i) => i != r).ToArray();
                    if (!Said(Replace(document, t, table with { Rows = rows }), Severity.Warning).Except(before).Any()) missed.Add($"表{table.Number} {row.CodeText} {(twice ? "twice" : "dropped")}");
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{file}: {changes} rows dropped or repeated, {changes - missed.Count} found");
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    [Theory]
    [InlineData("101-government-office-2021.json")]
    [InlineData("201-education-2025.json")]
    [InlineData("301-city-management-2025-mended.json")]
    public void A_change_made_everywhere_it_belongs_is_no_finding(string file)
    {
        var document = Invented(file);
        var before = Said(document, Severity.Warning);
        var general = document.Find(TableRole.GeneralPublicItems) ?? document.Find(TableRole.GeneralPublic)!;
        var basic = general.IndexOf(ColumnRole.Basic);
        // Items tied to one economic code by their nature are changed with that code only.
        int[] tied = [2210201, 2080505, 2080506, 2101101, 2101102, 2101103, 2080501, 2080502];
        var items = general.Rows.Where(r => r.Code >= 1_000_000 && r.Cells[basic] is > 0 && !tied.Contains(r.Code)).Select(r => r.Code).ToArray();
        var random = new Random(99);
        for (var n = 0; n < 300; n++)
        {
            var changed = Everywhere.Add(document, items[random.Next(items.Length)], random.Next(1, 50_000) * 10_000L);
            var after = Said(changed, Severity.Warning).Except(before).ToArray();
            Assert.True(after.Length == 0, $"change {n}:\n" + string.Join('\n', after));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{file}: 300 changes made everywhere, 0 false alarms");
    }

    [Fact]
    public void A_real_disclosure_with_every_amount_doubled_has_the_findings_it_had()
    {
        var document = RealDocumentsTests.Read(RealDocumentsTests.Find(Putuo));
        var doubled = document with
        {
            Tables = [.. document.Tables.Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c * 2)], Printed = r.Printed is null ? null : [.. r.Printed.Select(p => p is null ? null : Twice(p))] })] })],
            Printed = document.Printed! with
            {
                Statements = [.. document.Printed.Statements.Select(s => s with { Figures = [.. s.Figures.Select(f => f is { Unit: "万元", Value: { } v } ? f with { Value = new(v.Unscaled * 2, v.Decimals) } : f)] })],
            },
        };
        Assert.Equal(Said(document, Severity.Warning).Select(s => s.Split(' ')[0]).Order(), Said(doubled, Severity.Warning).Select(s => s.Split(' ')[0]).Order());
    }

    static string Twice(string printed) => PrintedNumber.Parse(printed) is { } number ? new PrintedNumber(number.Unscaled * 2, number.Decimals).ToString() : printed;

    internal static DisclosureDocument Invented(string file)
    {
        var (intake, error) = IntakeFile.Load(Path.Combine(Golden.RepositoryRoot, "services", "Standalone", "Demo", file));
        Assert.True(intake is not null, error?.ToString());
        var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(intake);
        Assert.True(document is not null, string.Join('\n', violations));
        return document;
    }

    /// <summary>What is found of this severity or a worse one: rule, place and what stands there.</summary>
    static HashSet<string> Said(DisclosureDocument document, Severity least) => [.. RuleBook.Run(document).Findings.Where(f => f.Severity <= least).Select(f => $"{f.Rule.Id} {f.Place.Key} {f.Found} {f.Expected}")];

    static DisclosureDocument Replace(DisclosureDocument document, int table, Table by) => document with { Tables = [.. document.Tables.Select((t, i) => i == table ? by : t)] };

    static DisclosureDocument With(DisclosureDocument document, Statement statement, Figure figure, Figure by) => document with
    {
        Printed = document.Printed! with { Statements = [.. document.Printed.Statements.Select(s => s != statement ? s : s with { Figures = [.. s.Figures.Select(f => ReferenceEquals(f, figure) ? by : f)] })] },
    };

    /// <summary>The slips that people make in one cell; null where the slip changes nothing.</summary>
    static DisclosureDocument? Slip(DisclosureDocument document, CellAt at, Random random, out string what)
    {
        var table = document.Tables[at.Table];
        var was = table.Rows[at.Row].Cells[at.Column];
        // Elsewhere figures are what is printed: whole 元 or 0.01 of the unit.
        var grain = table.WholeYuan ? 100 : table.Unit == MoneyUnit.Wan ? 10_000 : 1;
        var now = was is not { } fen ? random.Next(1, 5_000_000) * (long)grain : random.Next(7) switch
        {
            0 => Digits(fen / grain, random) * grain,
            1 => fen / 10 / grain * grain,
            2 => fen * 10,
            3 => -fen,
            4 => fen + (random.Next(2) == 0 ? 2 : -2) * grain * random.Next(1, 100),
            5 => 0,
            _ => table.Rows[random.Next(table.Rows.Count)].Cells[at.Column] ?? 0,
        };
        what = $"表{table.Number} {table.Rows[at.Row].CodeText}{table.Rows[at.Row].Name} {table.Columns[at.Column].Id}: {was} → {now}";
        if (now == (was ?? 0)) return null;
        var rows = table.Rows.ToArray();
        var cells = (long?[])rows[at.Row].Cells.Clone();
        cells[at.Column] = now;
        rows[at.Row] = rows[at.Row] with { Cells = cells };
        return Replace(document, at.Table, table with { Rows = rows });
    }

    /// <summary>Two digits swapped, or one changed.</summary>
    static long Digits(long number, Random random)
    {
        var digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture).ToCharArray();
        var i = random.Next(digits.Length);
        if (digits.Length > 1 && random.Next(2) == 0 && i + 1 < digits.Length) (digits[i], digits[i + 1]) = (digits[i + 1], digits[i]);
        else digits[i] = (char)('0' + (digits[i] - '0' + random.Next(1, 10)) % 10);
        return long.Parse(digits, CultureInfo.InvariantCulture) * (number < 0 ? -1 : 1);
    }
}

readonly record struct CellAt(int Table, int Row, int Column);

/// <summary>Cells whose signed sum is zero, as the forms of the tables have it; written down without looking at the rules.</summary>
sealed record Identity(string Name, IReadOnlyList<(CellAt Cell, int Sign)> Terms, long Tolerance)
{
    public bool Holds(DisclosureDocument document)
    {
        Int128 sum = 0;
        foreach (var (cell, sign) in Terms) sum += sign * (Int128)(document.Tables[cell.Table].Rows[cell.Row].Cells[cell.Column] ?? 0);
        return Int128.Abs(sum) <= Tolerance;
    }

    public static IReadOnlyList<Identity> Of(DisclosureDocument document)
    {
        var all = new List<Identity>();
        for (var t = 0; t < document.Tables.Count; t++)
        {
            var table = document.Tables[t];
            if (table.Rows.Any(r => r.Code > 0)) Coded(t, table);
            if (table.Role is TableRole.RevenueAndExpenditure or TableRole.FiscalAppropriation) Sides(t, table);
            Across(t, table);
        }
        Between();
        // A form may leave one of them out; what does not hold in the faultless document is no identity of it.
        return [.. all.Where(i => i.Holds(document))];

        void Add(string name, Table table, CellAt whole, IEnumerable<CellAt> parts)
        {
            var list = parts.ToArray();
            if (list.Length == 0) return;
            var tolerance = table.WholeYuan ? 100L * list.Length : 0;
            all.Add(new(name, [(whole, 1), .. list.Select(p => (p, -1))], tolerance));
        }

        void Coded(int t, Table table)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (table.Columns[c].Role is ColumnRole.Prior or ColumnRole.Change or ColumnRole.ChangeRate or ColumnRole.Unknown) continue;
                for (var r = 0; r < table.Rows.Count; r++)
                {
                    var row = table.Rows[r];
                    if (row.IsTotal) Add($"表{table.Number} total", table, new(t, r, c), Where(table, x => x.Code is >= 100 and < 1000, t, c));
                    else if (row.Code > 0) Add($"表{table.Number} {row.Code}", table, new(t, r, c), Where(table, x => CodeTable.Parent(x.Code) == row.Code, t, c));
                }
            }
        }

        static IEnumerable<CellAt> Where(Table table, Func<Row, bool> which, int t, int c) =>
            table.Rows.Select((row, i) => (row, i)).Where(x => !x.row.IsTotal && which(x.row)).Select(x => new CellAt(t, x.i, c));

        // One row: its total and what makes it.
        void Across(int t, Table table)
        {
            (ColumnRole Whole, ColumnRole[] Parts)[] rows = table.Role switch
            {
                TableRole.BasicExpenditure => [(ColumnRole.Total, [ColumnRole.Personnel, ColumnRole.Operating])],
                TableRole.Expenditure or TableRole.GeneralPublic or TableRole.GeneralPublicItems or TableRole.GovernmentFund or TableRole.StateCapital =>
                    [(ColumnRole.Total, [ColumnRole.Basic, ColumnRole.Project, ColumnRole.Special])],
                TableRole.Revenue when table.IndexOf(ColumnRole.FiscalAppropriation) >= 0 =>
                    [(ColumnRole.Total, [ColumnRole.FiscalAppropriation, ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy, ColumnRole.AffiliateRemittance, ColumnRole.Other, ColumnRole.CarriedOver])],
                TableRole.Revenue =>
                    [(ColumnRole.Total, [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital, ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy, ColumnRole.AffiliateRemittance, ColumnRole.Other, ColumnRole.CarriedOver])],
                TableRole.FiscalAppropriation => [(ColumnRole.Total, [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital])],
                TableRole.ThreePublic =>
                [
                    (ColumnRole.ThreePublic, [ColumnRole.Overseas, ColumnRole.Vehicles, ColumnRole.Hospitality]), (ColumnRole.Vehicles, [ColumnRole.VehiclePurchase, ColumnRole.VehicleOperation]),
                    (ColumnRole.PriorThreePublic, [ColumnRole.PriorOverseas, ColumnRole.PriorVehicles, ColumnRole.PriorHospitality]), (ColumnRole.PriorVehicles, [ColumnRole.PriorVehiclePurchase, ColumnRole.PriorVehicleOperation]),
                ],
                _ => [],
            };
            var side = table.Role == TableRole.FiscalAppropriation ? Side.Expenditure : Side.Single;
            foreach (var (whole, parts) in rows)
            {
                var column = table.IndexOf(whole, side);
                if (column < 0) continue;
                var columns = parts.Select(p => table.IndexOf(p, side)).Where(c => c >= 0).ToArray();
                for (var r = 0; r < table.Rows.Count; r++)
                {
                    if (table.Rows[r].Side == side) Add($"表{table.Number} row {r}", table, new(t, r, column), columns.Select(c => new CellAt(t, r, c)));
                }
            }
            var (change, now, before) = (table.IndexOf(ColumnRole.Change), table.IndexOf(ColumnRole.Total), table.IndexOf(ColumnRole.Prior));
            for (var r = 0; change >= 0 && now >= 0 && before >= 0 && r < table.Rows.Count; r++) all.Add(new("change", [(new(t, r, change), 1), (new(t, r, now), -1), (new(t, r, before), 1)], 0));
        }

        // Lines of one side before each total; a line with lines under it is their sum.
        void Sides(int t, Table table)
        {
            foreach (var side in (ReadOnlySpan<Side>)[Side.Revenue, Side.Expenditure])
            {
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    if (table.Columns[c].Side != side) continue;
                    var lines = new List<CellAt>();
                    var ofYear = new List<CellAt>();
                    for (var r = 0; r < table.Rows.Count; r++)
                    {
                        var row = table.Rows[r];
                        if (row.Side != side) continue;
                        if (row.IsTotal) Add($"表{table.Number} {row.Name}", table, new(t, r, c), row.Name.StartsWith("本年", StringComparison.Ordinal) ? ofYear : lines);
                        else if (row.Level <= 1)
                        {
                            lines.Add(new(t, r, c));
                            if (!row.Name.Contains("结转", StringComparison.Ordinal)) ofYear.Add(new(t, r, c));
                            var under = new List<CellAt>();
                            for (var u = r + 1; u < table.Rows.Count && table.Rows[u].Level > 1 && table.Rows[u].Side == side && !table.Rows[u].IsTotal; u++) under.Add(new(t, u, c));
                            Add($"表{table.Number} {row.Name}", table, new(t, r, c), under);
                        }
                    }
                }
            }
        }

        void Between()
        {
            Total(TableRole.RevenueAndExpenditure, SubjectKind.Revenue, Side.Revenue, TableRole.Revenue, ColumnRole.Total);
            Total(TableRole.RevenueAndExpenditure, SubjectKind.Expenditure, Side.Expenditure, TableRole.Expenditure, ColumnRole.Total);
            Same(Cell(TableRole.BasicExpenditure, ColumnRole.Total), Cell(TableRole.GeneralPublic, ColumnRole.Basic));
        }

        void Total(TableRole both, SubjectKind subject, Side side, TableRole other, ColumnRole column)
        {
            var t = Find(both);
            if (t < 0) return;
            var table = document.Tables[t];
            var r = table.Rows.ToList().FindIndex(x => x.Side == side && x.Subject.Kind == subject);
            if (r >= 0) Same(new(t, r, table.IndexOf(ColumnRole.Amount, side)), Cell(other, column));
        }

        void Same(CellAt? a, CellAt? b)
        {
            if (a is { } one && b is { } other) all.Add(new("same", [(one, 1), (other, -1)], 0));
        }

        CellAt? Cell(TableRole role, ColumnRole column)
        {
            var t = Find(role);
            if (t < 0) return null;
            var r = document.Tables[t].Rows.ToList().FindIndex(x => x.IsTotal);
            var c = document.Tables[t].IndexOf(column);
            return r < 0 || c < 0 ? null : new CellAt(t, r, c);
        }

        int Find(TableRole role) => document.Tables.ToList().FindIndex(t => t.Role == role && !t.NotInSource);
    }
}

/// <summary>More basic expenditure of one item, and everywhere that it shows.</summary>
static class Everywhere
{
    public static DisclosureDocument Add(DisclosureDocument document, int item, long fen)
    {
        var head = FunctionCodes.All.Name(CodeTable.Class(item), document.Year)!.Name;
        return document with
        {
            Tables = [.. document.Tables.Select(t => Table(t, item, head, fen))],
            Targets = document.Targets is not { Overall: { } overall } targets ? document.Targets : targets with
            {
                Overall = overall with { Revenue = Funds(overall.Revenue, fen, "财政拨款"), Expenditure = Funds(overall.Expenditure, fen, "基本支出") },
            },
        };
    }

    static IReadOnlyList<OverallFunds> Funds(IReadOnlyList<OverallFunds> lines, long fen, string name)
    {
        OverallFunds[] more = [.. lines.Select(l => l.Current is { } c && (l.Name.Contains(name, StringComparison.Ordinal) || l.Name.Contains("合计", StringComparison.Ordinal)) ? l with { Current = new Amount(c.Fen + fen) } : l)];
        var total = more.FirstOrDefault(l => l.Name.Contains("合计", StringComparison.Ordinal))?.Current?.Fen ?? more.Sum(l => l.Current?.Fen ?? 0);
        return [.. more.Select(l => l.Share.Length == 0 || l.Current is null ? l : l with { Share = (l.Current.Value.Fen * 100m / total).ToString("0.00", CultureInfo.InvariantCulture) + "%" })];
    }

    static Table Table(Table table, int item, string head, long fen) => table.Role switch
    {
        TableRole.Revenue => ByCode(table, item, fen, ColumnRole.Total, ColumnRole.FiscalAppropriation, ColumnRole.GeneralPublicBudget),
        TableRole.Expenditure or TableRole.GeneralPublic or TableRole.GeneralPublicItems => ByCode(table, item, fen, ColumnRole.Total, ColumnRole.Basic, ColumnRole.Change),
        TableRole.BasicExpenditure => ByCode(table, 30102, fen, ColumnRole.Total, ColumnRole.Personnel),
        TableRole.RevenueAndExpenditure or TableRole.FiscalAppropriation => Lines(table, head, fen),
        _ => table,
    };

    static Table ByCode(Table table, int item, long fen, params ColumnRole[] roles)
    {
        var columns = roles.Select(r => table.IndexOf(r)).Where(c => c >= 0).ToArray();
        var (rate, prior, total) = (table.IndexOf(ColumnRole.ChangeRate), table.IndexOf(ColumnRole.Prior), table.IndexOf(ColumnRole.Total));
        return table with
        {
            Rows = [.. table.Rows.Select(r =>
            {
                if (!r.IsTotal && !Above(item, r.Code)) return r;
                var cells = (long?[])r.Cells.Clone();
                foreach (var c in columns)
                {
                    // What the system computes may be left blank.
                    if (cells[c] is not null || table.Columns[c].Role != ColumnRole.Change) cells[c] = (cells[c] ?? 0) + fen;
                }
                if (rate >= 0 && prior >= 0 && cells[rate] is not null && cells[prior] is > 0 and var before) cells[rate] = (long)Math.Round((cells[total]!.Value - before) * 10_000m / before, MidpointRounding.AwayFromZero);
                return r with { Cells = cells };
            })],
        };
    }

    static bool Above(int item, int code)
    {
        for (var up = item; up > 0; up = CodeTable.Parent(up))
        {
            if (up == code) return true;
        }
        return false;
    }

    static Table Lines(Table table, string head, long fen) => table with
    {
        Rows = [.. table.Rows.Select(r =>
        {
            var kind = r.Subject.Kind;
            var touched = r.IsTotal || Names.Same(Names.WithoutNumbering(r.Name), head)
                || kind is SubjectKind.RevenueFiscalAppropriation or SubjectKind.RevenueGeneralPublicBudget or SubjectKind.FiscalGeneralPublicBudget || r.Name.Contains("本年收入", StringComparison.Ordinal);
            if (!touched) return r;
            var cells = (long?[])r.Cells.Clone();
            for (var c = 0; c < cells.Length; c++)
            {
                if (table.Columns[c].Side != r.Side || table.Columns[c].Role is not (ColumnRole.Amount or ColumnRole.Total or ColumnRole.GeneralPublicBudget)) continue;
                // A head that stands for the lines under it may be blank.
                if (cells[c] is { } was) cells[c] = was + fen;
            }
            return r with { Cells = cells };
        })],
    };
}
