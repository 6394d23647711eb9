using Budget.Contracts;
using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.Desk.SignIn;
using Budget.Desk.Storage;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;

namespace Budget.Desk.Approving;

/// <summary>The approver's day: the queue, a review, a decision, several decisions at once.</summary>
static class ApprovingPages
{
    public const string Home = "/approvals";

    public static string Address(Disclosure disclosure) => $"{Home}/{disclosure.Department}/{disclosure.Year}/{disclosure.Version}";

    public static void MapApproving(this WebApplication app)
    {
        app.MapGet(Home, async (HttpContext http, Caller caller, Board board, Contents contents, Looks looks, Here here, string? q, string? what, int? within, string? order) =>
            http.Page<QueuePage>(new() { ["Queue"] = await new Queue(caller, board, contents, looks, here).Read(new(q?.Trim() ?? "", what ?? "", within ?? 0, order ?? "")) }));
        app.MapGet(Home + "/returned", Returned);
        app.MapPost(Home + "/together", Together);
        app.MapPost(Home + "/together/approve", ApproveTogether);
        app.MapGet(Home + "/{department}/{year:int}/{version:int}", Show);
        app.MapPost(Home + "/{department}/{year:int}/{version:int}", Decide);
        app.MapGet(Home + "/{department}/{year:int}/{version:int}/done", Done);
    }

    static async Task<IResult> Show(HttpContext http, Caller caller, Board board, Contents contents, Looks looks, Kept kept, Here here, string department, int year, int version, string? view)
    {
        var name = new DisclosureName(caller.Person.District, department, year, version);
        var form = await kept.Find(caller.Person, http.Request.Path, caller.Cancellation) is { } typed ? DecisionForm.Of(typed.Fields) with { Kept = true } : DecisionForm.Empty;
        return http.Page<ReviewPage>(new() { ["Review"] = await new Review(caller, board, contents, looks, here).Read(name, view ?? "", form) });
    }

    static async Task<IResult> Decide(HttpContext http, Caller caller, Board board, Contents contents, Looks looks, Kept kept, Here here, string department, int year, int version)
    {
        var name = new DisclosureName(caller.Person.District, department, year, version);
        var fields = await http.Request.ReadFormAsync(caller.Cancellation);
        var form = DecisionForm.Of(fields);
        http.Items["page"] = http.Request.Path.ToString();
        if (form.Missing(here) is { Length: > 0 } missing) return await Again(missing);
        try
        {
            var etag = fields["etag"].ToString();
            if (form.Choice == "approve") await caller.Services.Disclosures.ApproveDisclosureAsync(new() { Name = name.ToString(), Etag = etag, Opinion = form.Reason }, caller.Options);
            else await caller.Services.Disclosures.ReturnDisclosureAsync(new() { Name = name.ToString(), Etag = etag, Reason = form.Reason }, caller.Options);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
        {
            // Nothing was recorded: what was typed waits on the page until it is sent again.
            await kept.Keep(caller.Person.Key, http.Request.Path, fields, caller.Cancellation);
            var now = await new Review(caller, board, contents, looks, here).Read(name, "", form);
            return http.Page<ChangedMeanwhilePage>(new() { ["Review"] = now }, StatusCodes.Status409Conflict);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.PermissionDenied or StatusCode.InvalidArgument or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return await Again(here[Chinese(e), English(e)]);
        }
        await kept.Forget(caller.Person, http.Request.Path, caller.Cancellation);
        return Results.Redirect($"{http.Request.Path}/done");

        async Task<IResult> Again(string problem) => http.Page<ReviewPage>(new()
        {
            ["Review"] = await new Review(caller, board, contents, looks, here).Read(name, "", form with { Problem = problem }),
        }, StatusCodes.Status422UnprocessableEntity);
    }

    static async Task<IResult> Done(HttpContext http, Caller caller, Board board, Here here, string department, int year, int version)
    {
        var name = new DisclosureName(caller.Person.District, department, year, version).ToString();
        var (disclosure, who, history) = (board.Whole(name), board.Department(department), board.History(name));
        here.District = (await who).District;
        return http.Page<DonePage>(new() { ["Disclosure"] = await disclosure, ["Department"] = await who, ["Act"] = (await history).LastOrDefault(e => e.Action is "approve" or "return") });
    }

    static async Task<IResult> Returned(HttpContext http, Caller caller, Board board, Here here)
    {
        var departments = await board.Departments();
        here.District = departments.Values.FirstOrDefault()?.District ?? "";
        var drafts = (await board.Disclosures()).Where(d => d.State == DisclosureState.Draft).ToList();
        var histories = await Task.WhenAll(drafts.Select(d => board.History(d.Name)));
        var returned = drafts.Zip(histories).Select(pair => (Disclosure: pair.First, Act: pair.Second.LastOrDefault(e => e.Action == "return")))
            .Where(pair => pair.Act?.Caller == caller.Person.Id).OrderByDescending(pair => pair.Act!.At.ToDateTimeOffset()).Select(pair => (pair.Disclosure, pair.Act!)).ToList();
        return http.Page<ReturnedPage>(new() { ["Returned"] = returned, ["Departments"] = departments });
    }

    /// <summary>Asks once more: which drafts, with their hashes.</summary>
    static async Task<IResult> Together(HttpContext http, Caller caller, Board board, Contents contents, Here here)
    {
        http.Items["page"] = Home;
        var picked = (await http.Request.ReadFormAsync(caller.Cancellation))["pick"].OfType<string>().Select(p => p.Split(' ', 2)[0]).Distinct().ToList();
        var departments = await board.Departments();
        here.District = departments.Values.FirstOrDefault()?.District ?? "";
        var chosen = await Task.WhenAll(picked.Select(async name =>
        {
            var disclosure = await board.Whole(name);
            return (disclosure, departments[disclosure.Department], await contents.Of(caller, disclosure, departments[disclosure.Department]));
        }));
        return http.Page<TogetherPage>(new() { ["Chosen"] = chosen });
    }

    /// <summary>One after the other, each for itself: one that changed meanwhile stays behind alone.</summary>
    static async Task<IResult> ApproveTogether(HttpContext http, Caller caller, Board board, Here here)
    {
        http.Items["page"] = Home;
        var departments = await board.Departments();
        here.District = departments.Values.FirstOrDefault()?.District ?? "";
        var outcomes = new List<(string Department, string Name, string Problem)>();
        foreach (var pick in (await http.Request.ReadFormAsync(caller.Cancellation))["pick"].OfType<string>())
        {
            if (pick.Split(' ', 2) is not [var name, var etag] || DisclosureName.Parse(name) is not { } which) continue;
            var problem = "";
            try
            {
                await caller.Services.Disclosures.ApproveDisclosureAsync(new() { Name = name, Etag = etag }, caller.Options);
            }
            catch (RpcException e) when (e.StatusCode is not StatusCode.Unauthenticated)
            {
                problem = e.StatusCode == StatusCode.Aborted ? here["您看过之后稿子变了，先看再定。", "It changed after you looked; look again first."] : here[Chinese(e), English(e)];
            }
            outcomes.Add((departments.GetValueOrDefault(which.Department)?.Name ?? which.Department, $"{Home}/{which.Department}/{which.Year}/{which.Version}", problem));
        }
        return http.Page<TogetherDonePage>(new() { ["Outcomes"] = outcomes });
    }

    /// <summary>Refusals come in both languages, parted by a stroke.</summary>
    public static string Chinese(RpcException e) => RichStatus.From(e).Message.Split(" / ", 2)[0];

    public static string English(RpcException e) => RichStatus.From(e).Message.Split(" / ", 2) is [_, var english] ? english : RichStatus.From(e).Message;
}
