using Budget.Document.Relations;
using Budget.Document.Repair;
using Budget.Document.Rules;
using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

/// <summary>Rules answer for any document, however broken; they never throw and never take long.</summary>
public sealed class HostileDocumentsTests
{
    static readonly long[] Numbers = [long.MinValue, long.MinValue + 1, -1, 0, 1, 99, long.MaxValue / 100, long.MaxValue];
    static readonly string[] Texts =
    [
        "", " ", "“", "--", "-－—", "（类）（款）（项）", "（项）（款）（类）", "2021年", "2025年度", "20259999年", "三公", "截至", "截至99999999999年13月45日", "截至2024年2月30日", "包括", "包括、、、。", "\0", "\uD800",
        "一、", "（一）", "1.", "其中：其中：", "增长(下降)", "持平减少", "万元1,234,567万元", "购置车辆", "1,,,..,,万元", new string('，', 2000), new string('9', 2000) + "万元",
    ];

    [Fact]
    public void A_thousand_broken_documents_get_an_answer_of_every_rule()
    {
        var samples = new[] { Sample.Shanghai(), Sample.Wuhan(), Sample.ShanghaiPrinted(), Sample.WuhanPrinted() };
        var random = new Random(20250101);
        for (var i = 0; i < 1_000; i++)
        {
            var document = samples[i % samples.Length];
            var seed = random.Next();
            var breaking = new Random(seed);
            for (var n = breaking.Next(1, 6); n > 0; n--) document = Break(document, breaking);
            try
            {
                var report = RuleBook.Run(document);
                Assert.Equal(RuleBook.Rules.Count, report.Passed + report.Failed + report.NotCheckable);
                if (i % 20 == 0) RepairSolver.Suggest(document);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"document {i}, seed {seed}: {e}");
            }
        }
    }

    static DisclosureDocument Break(DisclosureDocument d, Random random)
    {
        T One<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        switch (random.Next(21))
        {
            case 18:
                return d with { LastYear = random.Next(3) == 0 ? d with { Year = int.MinValue } : d with { Year = d.Year - 1, Tables = random.Next(2) == 0 ? null! : [null!, .. d.Tables ?? []] } };
            case 19:
                return d with { Surroundings = random.Next(4) == 0 ? null! : new() { Units = [null!, d with { Department = null!, Tables = null! }, d], UnitsAreAll = random.Next(2) == 0, FinanceReplied = DateOnly.MinValue, Published = DateOnly.MaxValue, CongressApproved = DateOnly.MaxValue, DepartmentReplied = DateOnly.MaxValue, FinalAccounts = new Dictionary<Subject, Amount> { [SubjectKind.Revenue] = new(One(Numbers)) }, DistrictThreePublic = new(new(One(Numbers)), new(One(Numbers)), int.MinValue, true) } };
            case 20:
                return Statements(d, s => s with { Figures = [], Text = random.Next(3) == 0 ? string.Concat(Enumerable.Range(0, 20).Select(_ => One(Texts))) : (s.Text ?? "") + One(Texts) + "万元" });
            case 0:
                return d with { Tables = null! };
            case 1:
                return d with { Tables = [.. d.Tables ?? [], null!, .. d.Tables ?? []] };
            case 2:
                return Tables(d, t => t with { Rows = [.. t.Rows ?? [], null!, .. t.Rows ?? []] });
            case 3:
                return Tables(d, t => t with { Rows = null! });
            case 4:
                return Tables(d, t => t with { Columns = null! });
            case 5:
                return Tables(d, t => t with { Columns = [.. t.Columns ?? [], null!], Unit = (MoneyUnit)random.Next(3) });
            case 6:
                return Rows(d, r => r with { Cells = null! });
            case 7:
                return Rows(d, r => r with { Cells = [] });
            case 8:
                return Rows(d, r => r with { Cells = [.. (r.Cells ?? []).Select(_ => (long?)One(Numbers))] });
            case 9:
                return Rows(d, r => random.Next(3) == 0 ? r with { Code = One([int.MinValue, -1, 0, 1, 99, 100, 999, 1000, 10000, 2010301, int.MaxValue]), CodeText = random.Next(2) == 0 ? null! : One(Texts) } : r);
            case 10:
                return Rows(d, r => random.Next(3) == 0 ? r with { Name = random.Next(4) == 0 ? null! : One(Texts), Level = random.Next(-1, 5) } : r);
            case 11:
                return Rows(d, r => random.Next(3) == 0 ? r with { IsTotal = !r.IsTotal, Side = (Side)random.Next(4), Subject = (SubjectKind)random.Next(120) } : r);
            case 12:
                return d with { Facts = random.Next(4) == 0 ? null! : d.Facts?.ToDictionary(f => f.Key, f => f.Value with { Amount = new Amount(One(Numbers)), Count = One(Numbers), Prior = new Amount(One(Numbers)), Reason = random.Next(3) == 0 ? null! : One(Texts) })! };
            case 13:
                return d with { Projects = null!, Profile = random.Next(2) == 0 ? null! : new(null!, [null!, new(null!, null!, null!)], null!, null!), OperatingExpenseKinds = [null!, .. Texts] };
            case 14:
                return d with { Targets = random.Next(3) == 0 ? new(null!, null) : new([null!, new(0, null!) { Expenditure = null!, Indicators = [null!, new(0, null!, null!, null!, "99999999999人", null!)], Year = new Amount(One(Numbers)) }, new(1, "党建") { Expenditure = [null!, new(null!, null), new("公务接待", new Amount(One(Numbers)))], Indicators = null! }], null) };
            case 15:
                return d with { Printed = d.Printed is null || random.Next(4) == 0 ? new(null!, null!, null!, null!, null!, random.Next(2) == 0 ? null! : [null!, new(0, null!, null!, null!, null!)], null!) : d.Printed with { Statements = [.. d.Printed.Statements ?? [], .. d.Printed.Statements ?? []] } };
            case 16:
                return Statements(d, s => random.Next(4) == 0 ? s with { Text = random.Next(4) == 0 ? null! : One(Texts), Section = random.Next(4) == 0 ? null! : One(Texts), Heading = random.Next(4) == 0 ? null! : One(Texts) } : s);
            default:
                return Statements(d, s => s.Figures is null || random.Next(3) != 0 ? s : s with
                {
                    Figures = [null!, .. s.Figures.Select(f => f is null ? f! : f with
                    {
                        Label = random.Next(3) == 0 ? random.Next(3) == 0 ? null! : One(Texts) : f.Label, Unit = random.Next(4) == 0 ? One<string>(["万元", "元", "%", "辆", "", null!]) : f.Unit,
                        Value = random.Next(3) == 0 ? null : new PrintedNumber(One(Numbers), random.Next(-2, 40)), Measure = (Measure)random.Next(-1, 8),
                        Direction = random.Next(4) == 0 ? null! : One(Texts), Reason = random.Next(4) == 0 ? null! : One(Texts), Basis = random.Next(4) == 0 ? null! : One(Texts),
                    })],
                });
        }
    }

    static DisclosureDocument Tables(DisclosureDocument d, Func<Table, Table> change) => d with { Tables = [.. (d.Tables ?? []).Select(t => t is null ? t! : change(t))] };
    static DisclosureDocument Rows(DisclosureDocument d, Func<Row, Row> change) => Tables(d, t => t with { Rows = [.. (t.Rows ?? []).Select(r => r is null ? r! : change(r))] });
    static DisclosureDocument Statements(DisclosureDocument d, Func<Statement, Statement> change) =>
        d.Printed?.Statements is null ? d : d with { Printed = d.Printed with { Statements = [.. d.Printed.Statements.Select(s => s is null ? s! : change(s))] } };

    /// <summary>Bytes allocated tell the work of one; where nothing is allocated only the clock does, with a generous bound.</summary>
    [Fact]
    public void A_document_a_hundred_times_as_long_takes_about_a_hundred_times_as_long()
    {
        Work(Long(1), out _);
        var allocated = Work(Long(10), out var small);
        Assert.InRange(Work(Long(1_000), out var large), 1, allocated * 150);
        Assert.True(large < small * 100 * 8 + TimeSpan.FromSeconds(1), $"10 times as long: {small.TotalMilliseconds:0} ms, 1,000 times: {large.TotalMilliseconds:0} ms");
    }

    /// <summary>Every code distinct, in two tables that have none in common: what one lacks of the other is looked for without a loop in a loop.</summary>
    [Fact]
    public void Codes_that_a_table_lacks_are_found_in_linear_time()
    {
        Work(Codes(100), out _);
        var allocated = Work(Codes(1_000), out var small);
        Assert.InRange(Work(Codes(100_000), out var large), 1, allocated * 150);
        Assert.True(large < small * 100 * 8 + TimeSpan.FromSeconds(1), $"1,000 rows: {small.TotalMilliseconds:0} ms, 100,000 rows: {large.TotalMilliseconds:0} ms");
    }

    [Fact]
    public void Text_without_end_is_read_in_linear_time()
    {
        foreach (var piece in new[] { "”1万元", "（1万元", "比上年增加5万元，主要原因是新增1项，", "1 ", "持平", "占5%", "“甲-乙-丙”科目5万元" })
        {
            Read(1_000);
            var small = Read(1_000);
            var large = Read(50_000);
            Assert.True(large < small * 50 * 10 + TimeSpan.FromSeconds(1), $"{piece}: {small.TotalMilliseconds:0} ms, 50 times as long {large.TotalMilliseconds:0} ms");

            TimeSpan Read(int times) => Fastest(() => Budget.Document.Recognition.FiguresInText.Read(string.Concat(Enumerable.Repeat(piece, times))));
        }
    }

    static DisclosureDocument Long(int times)
    {
        var d = Sample.ShanghaiPrinted();
        return d with
        {
            Tables = [.. d.Tables.Select(t => t with { Rows = [.. Enumerable.Repeat(t.Rows, times).SelectMany(r => r)] })],
            Printed = d.Printed! with { Statements = [.. Enumerable.Repeat(d.Printed.Statements, times).SelectMany(s => s)] },
        };
    }

    static DisclosureDocument Codes(int rows)
    {
        var d = Sample.Shanghai();
        return d with { Tables = [.. d.Tables.Select((t, n) => t.Definition.Rows != RowKind.FunctionCodes ? t : t with { Rows = [.. Enumerable.Range(0, rows).Select(i => t.Rows[0] with { Index = i, Code = 2_010_001 + i * 7 + n, CodeText = "", Name = "科目" + i })] })] };
    }

    static long Work(DisclosureDocument document, out TimeSpan time)
    {
        var allocated = long.MaxValue;
        time = Fastest(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            RuleBook.Run(document);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        });
        return allocated;
    }

    /// <summary>Of two, so that what else the machine does counts less.</summary>
    static TimeSpan Fastest(Action what)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            what();
            if (watch.Elapsed < best) best = watch.Elapsed;
        }
        return best;
    }
}
