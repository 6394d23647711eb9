using Budget.Contracts.Reading;
using Budget.Desk.Approving;
using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.Desk.Storage;
using Budget.V1;
using Grpc.Core;

namespace Budget.Desk.Preparing;

/// <summary>The preparer's day: what is to be done, typing a table, checking before it is sent, sending.</summary>
static class PreparingPages
{
    public const string Home = "/work";

    public static void MapPreparing(this WebApplication app)
    {
        app.MapGet(Home, Start);
        app.MapPost(Home + "/open", Open);
        app.MapGet(Home + "/{year:int}", async (HttpContext http, Workbench bench, Here here, int year) =>
            await bench.Read(year) is { } work ? http.Page<StartPage>(new() { ["Work"] = work }) : Results.NotFound());
        app.MapGet(Home + "/{year:int}/text", async (HttpContext http, Workbench bench, int year) =>
            await bench.Read(year) is { } work ? http.Page<TextPage>(new() { ["Work"] = work }) : Results.NotFound());
        app.MapTableEditor();
        app.MapSubmitCheck();
    }

    static async Task<IResult> Start(HttpContext http, Workbench bench, Board board, Caller caller, Here here)
    {
        var mine = await bench.Mine();
        if (mine.Count > 0) return Results.Redirect($"{Home}/{mine[0].Year}");
        here.District = (await board.Departments()).Values.FirstOrDefault()?.District ?? "";
        return http.Page<NothingOpenPage>(new() { ["Department"] = caller.Person.Department });
    }

    static async Task<IResult> Open(HttpContext http, Caller caller, Here here)
    {
        var form = await http.Request.ReadFormAsync(caller.Cancellation);
        if (!int.TryParse(form["year"], out var year)) return Results.Redirect(Home);
        try
        {
            await caller.Services.Disclosures.OpenDisclosureAsync(new() { Department = caller.Person.Department, Year = year }, caller.Options);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.AlreadyExists)
        {
            // A colleague has opened it: that is where this leads anyway.
        }
        return Results.Redirect($"{Home}/{year}");
    }
}

/// <summary>The table editor.</summary>
static class TableEditor
{
    public static void MapTableEditor(this WebApplication app)
    {
        app.MapGet(PreparingPages.Home + "/{year:int}/table/{number:int}", Show);
        app.MapPost(PreparingPages.Home + "/{year:int}/table/{number:int}", Act);
    }

    static async Task<IResult> Show(HttpContext http, Workbench bench, Caller caller, Contents contents, DocumentReader reader, Kept kept, Here here, int year, int number, int? saved)
    {
        if (await bench.Read(year) is not { } work || work.Content.Document.Tables.FirstOrDefault(t => t.Number == number) is not { } table) return Results.NotFound();
        var typed = await kept.Find(caller.Person, http.Request.Path, caller.Cancellation);
        var form = TableForm.Of(work.Content, table, typed?.Fields);
        return http.Page<TablePage>(new()
        {
            ["Work"] = work,
            ["Table"] = table,
            ["Form"] = form,
            ["Moves"] = typed is null ? null : await Preview(caller, reader, work, work.Content, form),
            ["Repairs"] = await Repairs(caller, work),
            ["SavedAs"] = saved,
            ["KeptAt"] = typed?.At,
        });
    }

    static async Task<IResult> Act(HttpContext http, Workbench bench, Caller caller, Contents contents, DocumentReader reader, Kept kept, Here here, int year, int number)
    {
        http.Items["page"] = http.Request.Path.ToString();
        var fields = await http.Request.ReadFormAsync(caller.Cancellation);
        var act = fields["act"].ToString();
        if (act == "keep")
        {
            await kept.Keep(caller.Person.Key, http.Request.Path, fields, caller.Cancellation);
            return Results.NoContent();
        }
        if (act == "discard")
        {
            await kept.Forget(caller.Person, http.Request.Path, caller.Cancellation);
            return Results.Redirect(http.Request.Path);
        }
        if (await bench.Read(year) is not { } work) return Results.NotFound();
        if (fields["repair"].ToString() is { Length: > 0 } repair) return await Accept(repair);

        // What was typed is told from what stood there when the page was opened, not from what stands there by now.
        var opened = int.TryParse(fields["base"], out var at) && at > 0 && at != work.Content.BudgetRevision.Revision ? (await contents.Of(caller, work.Department, year, at, 0))! : work.Content;
        if (opened.Document.Tables.FirstOrDefault(t => t.Number == number) is not { } table) return Results.NotFound();
        var form = TableForm.Of(opened, table, fields);
        if (act == "save" && !form.Problems.Any()) return await Save(form, opened);
        var moves = await Preview(caller, reader, work, opened, form);
        return http.Page<TablePage>(new() { ["Work"] = work, ["Table"] = table, ["Form"] = form, ["Moves"] = moves, ["Repairs"] = await Repairs(caller, work), ["Base"] = opened.BudgetRevision.Revision, ["Refused"] = act == "save" },
            act == "save" ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

        async Task<IResult> Save(TableForm mine, Content from)
        {
            var merged = mine;
            if (from.BudgetRevision.Revision != work.Content.BudgetRevision.Revision)
            {
                var merge = Merge.Of(mine, from, work.Content);
                var open = merge?.Conflicts.Where(c => fields["keep." + c.Name].ToString() is not ("mine" or "theirs")).ToList();
                if (merge is null || open!.Count > 0)
                {
                    await kept.Keep(caller.Person.Key, http.Request.Path, fields, caller.Cancellation);
                    return http.Page<MergePage>(new() { ["Work"] = work, ["Table"] = table, ["Merge"] = merge, ["Form"] = mine, ["Base"] = from.BudgetRevision.Revision }, StatusCodes.Status409Conflict);
                }
                var theirs = merge.Conflicts.Where(c => fields["keep." + c.Name] == "theirs").Select(c => c.Name).ToHashSet();
                var newest = work.Content.Document.Tables.First(t => t.Number == number);
                merged = TableForm.Of(work.Content, newest, mine.Changed.Where(c => !theirs.Contains(c.Name)).Select(c => KeyValuePair.Create(c.Name, new Microsoft.Extensions.Primitives.StringValues(c.Text))));
            }
            return await Store(merged.Apply(work.Content.Budget, budget => reader.Read(work.Department, budget).Document), work.Content.BudgetRevision.Revision);
        }

        async Task<IResult> Accept(string which)
        {
            var repairs = await Repairs(caller, work);
            if (repairs.FirstOrDefault(r => $"{r.Group}.{r.Rank}" == which) is not { } chosen) return Results.Redirect(http.Request.Path);
            var budget = work.Content.Budget.Clone();
            foreach (var cell in chosen.Changes.Select(c => c.Edit?.Cell).OfType<CellEdit>())
            {
                var row = budget.Tables.First(t => t.Number == cell.Table).Rows[cell.Row];
                if (row.Cells.FirstOrDefault(c => c.Column == cell.Cell.Column) is { } there) row.Cells.Remove(there);
                row.Cells.Add(cell.Cell);
            }
            foreach (var fact in chosen.Changes.Select(c => c.Edit?.Fact).OfType<Fact>())
            {
                if (budget.Facts.FirstOrDefault(f => f.Subject == fact.Subject) is { } there) budget.Facts.Remove(there);
                budget.Facts.Add(fact);
            }
            foreach (var project in chosen.Changes.Select(c => c.Edit?.Project).OfType<ProjectEdit>())
            {
                if (project.HasFen) budget.Projects[project.Project].Fen = project.Fen;
                else budget.Projects[project.Project].ClearFen();
            }
            return await Store(budget, work.Content.BudgetRevision.Revision);
        }

        async Task<IResult> Store(DepartmentBudget budget, int expected)
        {
            try
            {
                var saved = await caller.Services.Budgets.SaveBudgetAsync(new() { Budget = budget, ExpectedRevision = expected, RequestId = Guid.NewGuid().ToString() }, caller.Options);
                await kept.Forget(caller.Person, http.Request.Path, caller.Cancellation);
                return Results.Redirect($"{http.Request.Path}?saved={saved.Revision.Revision}");
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Aborted or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                // Somebody saved in this very moment, or nobody answered: what was typed waits on the page.
                await kept.Keep(caller.Person.Key, http.Request.Path, fields, caller.Cancellation);
                return Results.Redirect(http.Request.Path);
            }
        }
    }

    /// <summary>What would move, by the rule book on the unsaved figures.</summary>
    static async Task<Moves?> Preview(Caller caller, DocumentReader reader, Work work, Content opened, TableForm form)
    {
        if (!form.Changed.Any()) return null;
        var budget = form.Apply(opened.Budget, unsaved => reader.Read(work.Department, unsaved).Document);
        if (reader.Read(work.Department, budget, opened.Targets ?? work.Content.Targets).Document is not { } document) return null;
        var typed = opened with { Budget = budget, Document = document, BudgetRevision = new() };
        return Moves.Of(opened with { Targets = typed.Targets }, new Content(budget, typed.Targets, document) { TargetsRevision = opened.TargetsRevision }, await Check(opened.Budget), await Check(budget));

        async Task<CheckReport?> Check(DepartmentBudget unsaved)
        {
            try
            {
                var request = new CheckBudgetRequest { Budget = unsaved };
                if (work.Content.Targets is { } targets) request.Targets = targets;
                return (await caller.Services.Budgets.CheckBudgetAsync(request, caller.Options)).Report;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted)
            {
                return null;
            }
        }
    }

    /// <summary>The likeliest ways to mend what is wrong; none where the service does not answer, since they are a comfort.</summary>
    static async Task<IReadOnlyList<Repair>> Repairs(Caller caller, Work work)
    {
        if (!work.Errors.Any()) return [];
        try
        {
            return (await caller.Services.Budgets.SuggestRepairsAsync(new() { Saved = new() { Department = work.Department.Code, Year = work.Year, Revision = work.Content.BudgetRevision.Revision } }, caller.Options)).Repairs;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted)
        {
            return [];
        }
    }
}
