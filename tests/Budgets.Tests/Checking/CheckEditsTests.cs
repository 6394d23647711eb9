using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Checking;

public sealed class CheckEditsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Answers_each_edit_with_what_it_did_to_the_findings()
    {
        using var draft = await Open(Sample.Budget());
        Assert.Equal(0, draft.Opening.Edit);
        Assert.DoesNotContain(draft.Opening.Report.Findings, f => f.Rule == "REV-005");

        var wrong = await draft.Edit(Cell(1, 2, "budget", 58_069_501_84));
        var wronger = await draft.Edit(Cell(1, 2, "budget", 58_079_501_84));
        var right = await draft.Edit(Cell(1, 2, "budget", 58_059_501_84));

        Assert.Equal((1, 2, 3), (wrong.Edit, wronger.Edit, right.Edit));
        var appeared = Assert.Single(wrong.Appeared, f => f.Rule == "REV-005");
        Assert.Equal("+1.00万元", appeared.Difference);
        Assert.Equal("+2.00万元", Assert.Single(wronger.Changed, f => f.Fingerprint == appeared.Fingerprint).Difference);
        Assert.Contains(appeared.Fingerprint, right.Went);
        Assert.Equal((draft.Opening.Passed, draft.Opening.Failed), (right.Passed, right.Failed));
        Assert.Null(right.Report);
    }

    [Fact]
    public async Task Says_what_CheckBudget_says_of_the_edited_budget()
    {
        var random = new Random(7);
        var budget = Sample.Budget();
        using var draft = await Open(budget);
        var findings = Follow(new(StringComparer.Ordinal), draft.Opening);
        for (var i = 0; i < 60; i++)
        {
            var edit = Random(random, budget);
            Make(edit, budget);
            var answer = await draft.Edit(edit);
            Assert.Empty(answer.Violations);
            Follow(findings, answer);

            var report = (await on.Budgets.CheckBudgetAsync(new() { Budget = budget }, Preparer("101"))).Report;
            foreach (var finding in report.Findings) finding.Part = "";
            Assert.Equal(report.Findings.Select(f => f.ToString()).Order(StringComparer.Ordinal), findings.Values.SelectMany(f => f).Select(f => f.ToString()).Order(StringComparer.Ordinal));
            Assert.Equal((report.Passed, report.Failed, report.NotCheckable), (answer.Passed, answer.Failed, answer.NotCheckable));
        }
    }

    [Theory]
    [InlineData("edit.cell.table")]
    [InlineData("edit.cell.row")]
    [InlineData("edit.cell.cell.column")]
    [InlineData("edit.cell.cell.fen")]
    [InlineData("edit.cell.cell.printed")]
    [InlineData("edit.cell.cell")]
    [InlineData("edit.fact.subject")]
    [InlineData("edit.project.project")]
    [InlineData("edit.printed_figure")]
    [InlineData("edit.target_form")]
    [InlineData("edit.table.number")]
    [InlineData("edit")]
    [InlineData("open")]
    public async Task Tells_what_is_wrong_with_an_edit_and_goes_on(string field)
    {
        using var draft = await Open(Sample.Budget());
        var request = field switch
        {
            "edit.cell.table" => Cell(7, 0, "total", 1),
            "edit.cell.row" => Cell(3, 99, "total", 1),
            "edit.cell.cell.column" => Cell(3, 0, "no_such_column", 1),
            "edit.cell.cell.fen" => Cell(3, 0, "total", long.MaxValue),
            "edit.cell.cell.printed" => new() { Cell = new() { Table = 3, Row = 0, Cell = new() { Column = "total", Fen = 100, Printed = "1.00" } } },
            "edit.cell.cell" => new() { Cell = new() { Table = 3 } },
            "edit.fact.subject" => new() { Fact = new() { Subject = "nothing", Fen = 1 } },
            "edit.project.project" => new() { Project = new() { Project = 3, Fen = 1 } },
            "edit.printed_figure" => new() { PrintedFigure = new() { Value = "1" } },
            "edit.target_form" => new() { TargetForm = new() { Fen = 1 } },
            "edit.table.number" => new() { Table = new() { Number = 99 } },
            _ => new BudgetEdit(),
        };

        var refused = field == "open" ? await draft.Send(new() { Open = new() { Budget = Sample.Budget() } }) : await draft.Edit(request);

        var violation = Assert.Single(refused.Violations);
        Assert.Equal(field, violation.Field);
        Assert.NotEmpty(violation.Description);
        Assert.NotEmpty(violation.DescriptionEn);
        Assert.Empty(refused.Appeared);
        Assert.Equal((1, draft.Opening.Failed), (refused.Edit, refused.Failed));
        Assert.Empty((await draft.Edit(Cell(3, 0, "total", 1))).Violations);
    }

    [Fact]
    public async Task A_whole_table_may_take_the_place_of_another()
    {
        var budget = Sample.Budget();
        using var draft = await Open(budget);
        var table = budget.Tables[1].Clone();
        table.Rows.Insert(4, Sample.Split("2010303", "机关服务", 5_000_00, 0));

        var answer = await draft.Edit(new() { Table = table });

        Assert.Empty(answer.Violations);
        Assert.Contains(answer.Appeared, f => f.Rule == "EXP-012");
        Assert.Empty((await draft.Edit(Cell(3, 4, "basic", null))).Violations);
    }

    [Fact]
    public async Task Opens_a_saved_revision_with_the_settings_that_are_given()
    {
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        budget.Tables[0].Rows[2].Cells[0].Fen += 1;
        await on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department));
        using var call = on.Budgets.CheckEdits(Preparer(department));
        await call.RequestStream.WriteAsync(new()
        {
            Open = new()
            {
                Saved = new() { Department = department, Year = Sample.Year },
                Settings = new() { Grades = { new RuleGrade { Rule = "REV-005", Kind = RuleGradeKind.Off } } },
            },
        }, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        var report = call.ResponseStream.Current.Report;

        Assert.DoesNotContain(report.Findings, f => f.Rule == "REV-005");
        Assert.Contains(report.NotChecked, n => n.Rule == "REV-005");
        Assert.Contains('+', report.RuleBook);
    }

    [Fact]
    public async Task Refuses_a_first_message_that_opens_nothing()
    {
        await RefusesToOpen("open", new() { Edit = Cell(1, 0, "budget", 1) });
        await RefusesToOpen("open.what", new() { Open = new() });
        await RefusesToOpen("open.settings.grades[0].rule", new() { Open = new() { Budget = Sample.Budget(), Settings = new() { Grades = { new RuleGrade { Rule = "XXX-001", Kind = RuleGradeKind.Off } } } } });
        await RefusesToOpen("budget.tables[0].number", new() { Open = new() { Budget = new() { Department = "101", Year = Sample.Year, Edition = Sample.Edition, Tables = { new Table { Number = 77 } } } } });

        async Task RefusesToOpen(string field, CheckEditsRequest first)
        {
            using var call = on.Budgets.CheckEdits(Preparer("101"));
            await call.RequestStream.WriteAsync(first, TestContext.Current.CancellationToken);
            var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            Assert.Equal((StatusCode.InvalidArgument, field), (refused.StatusCode, Assert.Single(Hosting.Errors.RichStatus.From(refused).FieldViolations).Field));
        }
    }

    [Fact]
    public async Task Ends_when_the_caller_is_done_or_its_deadline_passes()
    {
        using (var draft = await Open(Sample.Budget())) Assert.False(await draft.End());

        using var late = on.Budgets.CheckEdits(Preparer("101").WithDeadline(DateTime.UtcNow.AddSeconds(3)));
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await late.RequestStream.WriteAsync(new() { Open = new() { Budget = Sample.Budget() } }, TestContext.Current.CancellationToken);
            while (await late.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) { }
        });
        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
    }

    [Fact]
    public async Task Keeps_no_endless_draft_and_no_more_drafts_than_it_may()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Drafts:MostEdits"] = "2", ["Drafts:MostOpen"] = "1" });
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        await budgets.RegisterDepartmentAsync(new() { Department = Sample.Department("101") }, Finance);
        using (var only = await Draft.Open(budgets, Sample.Budget()))
        {
            using var second = budgets.CheckEdits(Preparer("101"));
            await Ends(StatusCode.ResourceExhausted, "TOO_MANY_DRAFTS", second);
            for (var i = 0; i < 2; i++) await only.Edit(Cell(3, 0, "total", i));
            await only.Call.RequestStream.WriteAsync(new() { Edit = Cell(3, 0, "total", 3) }, TestContext.Current.CancellationToken);
            await Ends(StatusCode.ResourceExhausted, "TOO_MANY_EDITS", only.Call);
        }
        // The place is free again as soon as the server has ended the one before.
        using var next = await Draft.Open(budgets, Sample.Budget());
    }

    [Fact]
    public async Task Keeps_no_draft_that_nobody_edits()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Drafts:LongestIdle"] = "00:00:01" });
        using var silent = new BudgetService.BudgetServiceClient(service.Channel).CheckEdits(Preparer("101"));
        await Ends(StatusCode.Aborted, "IDLE", silent);
    }

    static async Task Ends(StatusCode code, string reason, AsyncDuplexStreamingCall<CheckEditsRequest, CheckEditsResponse> call)
    {
        var ended = await Assert.ThrowsAsync<RpcException>(async () => { while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) { } });
        Assert.Equal((code, reason), (ended.StatusCode, Hosting.Errors.RichStatus.From(ended).ErrorInfo?.Reason));
    }

    Task<Draft> Open(DepartmentBudget budget) => Draft.Open(on.Budgets, budget);

    static BudgetEdit Cell(int table, int row, string column, long? fen)
    {
        var cell = new Cell { Column = column };
        if (fen is { } value) cell.Fen = value;
        return new() { Cell = new() { Table = table, Row = row, Cell = cell } };
    }

    static BudgetEdit Random(Random random, DepartmentBudget budget)
    {
        long? Number() => random.Next(4) switch { 0 => null, 1 => 0, 2 => 58_059_501_84, _ => random.NextInt64(100_000_000_00) };
        if (random.Next(5) == 0)
        {
            var fact = new Fact { Subject = random.Next(2) == 0 ? "three_public.hospitality" : "three_public.overseas", Reason = "厉行节约" };
            if (Number() is { } prior) fact.PriorFen = prior;
            return new() { Fact = fact };
        }
        var table = budget.Tables[random.Next(budget.Tables.Count)];
        var row = random.Next(table.Rows.Count);
        var cells = table.Rows[row].Cells;
        return Cell(table.Number, row, cells[random.Next(cells.Count)].Column, Number());
    }

    /// <summary>The edit made to the message, as a client makes it to its own copy.</summary>
    static void Make(BudgetEdit edit, DepartmentBudget budget)
    {
        if (edit.Fact is { } fact)
        {
            if (budget.Facts.FirstOrDefault(f => f.Subject == fact.Subject) is { } old) budget.Facts[budget.Facts.IndexOf(old)] = fact;
            else budget.Facts.Add(fact);
            return;
        }
        var cells = budget.Tables.Single(t => t.Number == edit.Cell.Table).Rows[edit.Cell.Row].Cells;
        cells[cells.IndexOf(cells.Single(c => c.Column == edit.Cell.Cell.Column))] = edit.Cell.Cell;
    }

    static Dictionary<string, List<Finding>> Follow(Dictionary<string, List<Finding>> known, CheckEditsResponse answer)
    {
        foreach (var finding in answer.Report?.Findings ?? []) Add(finding);
        foreach (var fingerprint in answer.Went.Concat(answer.Changed.Select(f => f.Fingerprint)).Distinct()) Assert.True(known.Remove(fingerprint), fingerprint);
        foreach (var finding in answer.Appeared.Concat(answer.Changed)) Add(finding);
        return known;

        void Add(Finding finding)
        {
            finding.Part = ""; // Told of findings that come together.
            if (!known.TryGetValue(finding.Fingerprint, out var list)) known[finding.Fingerprint] = list = [];
            list.Add(finding);
        }
    }

    /// <summary>A draft as a client holds it: one answer for each message, in order.</summary>
    sealed class Draft(AsyncDuplexStreamingCall<CheckEditsRequest, CheckEditsResponse> call) : IDisposable
    {
        public AsyncDuplexStreamingCall<CheckEditsRequest, CheckEditsResponse> Call => call;

        public CheckEditsResponse Opening { get; private set; } = null!;

        public static async Task<Draft> Open(BudgetService.BudgetServiceClient budgets, DepartmentBudget budget)
        {
            // A place may become free only when the server has seen the end of the draft before.
            for (var end = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(50, TestContext.Current.CancellationToken))
            {
                var draft = new Draft(budgets.CheckEdits(Preparer(budget.Department)));
                try
                {
                    draft.Opening = await draft.Send(new() { Open = new() { Budget = budget } });
                    return draft;
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && DateTime.UtcNow < end)
                {
                    draft.Dispose();
                }
            }
        }

        public Task<CheckEditsResponse> Edit(BudgetEdit edit) => Send(new() { Edit = edit });

        public async Task<CheckEditsResponse> Send(CheckEditsRequest request)
        {
            await call.RequestStream.WriteAsync(request, TestContext.Current.CancellationToken);
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            return call.ResponseStream.Current;
        }

        public async Task<bool> End()
        {
            await call.RequestStream.CompleteAsync();
            return await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        }

        public void Dispose() => call.Dispose();
    }
}
