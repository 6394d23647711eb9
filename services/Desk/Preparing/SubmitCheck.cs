using Budget.Desk.Approving;
using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.Desk.Storage;
using Budget.V1;
using Grpc.Core;
using Microsoft.Extensions.Primitives;

namespace Budget.Desk.Preparing;

/// <summary>Checking before a disclosure is sent, and sending it.</summary>
static class SubmitCheck
{
    const string Explained = "e:";

    public static void MapSubmitCheck(this WebApplication app)
    {
        app.MapGet(PreparingPages.Home + "/{year:int}/check", async (HttpContext http, Workbench bench, Caller caller, Kept kept, int year) =>
        {
            if (await bench.Read(year) is not { } work) return Results.NotFound();
            var typed = await kept.Find(caller.Person, http.Request.Path, caller.Cancellation);
            return http.Page<CheckPage>(new() { ["Work"] = work, ["Reasons"] = Reasons(typed?.Fields) });
        });
        app.MapPost(PreparingPages.Home + "/{year:int}/check", Act);
        app.MapGet(PreparingPages.Home + "/{year:int}/sent", async (HttpContext http, Workbench bench, int year) =>
            await bench.Read(year) is { } work ? http.Page<SentPage>(new() { ["Work"] = work }) : Results.NotFound());
        app.MapPost(PreparingPages.Home + "/{year:int}/withdraw", Withdraw);
    }

    public static string FieldOf(Finding finding) => Explained + finding.Fingerprint;

    static Dictionary<string, string> Reasons(IEnumerable<KeyValuePair<string, StringValues>>? fields) =>
        (fields ?? []).Where(f => f.Key.StartsWith(Explained, StringComparison.Ordinal)).ToDictionary(f => f.Key[Explained.Length..], f => f.Value.ToString().Trim());

    static async Task<IResult> Act(HttpContext http, Workbench bench, Caller caller, Kept kept, Here here, int year)
    {
        http.Items["page"] = http.Request.Path.ToString();
        var fields = await http.Request.ReadFormAsync(caller.Cancellation);
        // Reasons are kept with the person until they go with the submission; nothing of them is lost on the way.
        await kept.Keep(caller.Person.Key, http.Request.Path, fields, caller.Cancellation);
        if (await bench.Read(year) is not { } work) return Results.NotFound();
        var reasons = Reasons(fields);
        if (fields["act"] != "submit") return Again("");
        if (work.Report is null) return Again(here["检查服务没有应答；没有检查过的不能送审，写的都在。", "The check does not answer; what is not checked cannot be sent. All you wrote is kept."]);
        if (work.Errors.Any() || work.Unexplained.Any(f => reasons.GetValueOrDefault(f.Fingerprint, "").Length == 0)) return Again(here["还不能送审：先办下面这些。", "It cannot be sent yet: first these."]);
        if (fields["declared"] != "yes") return Again(here["请先勾选“我核对过”，由您代表部门送审。", "Please tick that you have checked it: you send it for the department."]);
        var request = new SubmitDisclosureRequest { Name = work.Disclosure.Name, Etag = fields["etag"] };
        request.Explanations.AddRange(work.Unexplained.Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = reasons[f.Fingerprint] }));
        try
        {
            await caller.Services.Disclosures.SubmitDisclosureAsync(request, caller.Options);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.PermissionDenied or StatusCode.InvalidArgument)
        {
            // A second person sent the same draft: the first one's receipt answers both.
            if (e.StatusCode is StatusCode.Aborted or StatusCode.FailedPrecondition && await bench.Read(year) is { IsDraft: false }) return Results.Redirect($"{work.Address}/sent");
            return Again(here[ApprovingPages.Chinese(e), ApprovingPages.English(e)]);
        }
        await kept.Forget(caller.Person, http.Request.Path, caller.Cancellation);
        return Results.Redirect($"{work.Address}/sent");

        IResult Again(string problem) => http.Page<CheckPage>(new() { ["Work"] = work, ["Reasons"] = reasons, ["Problem"] = problem },
            problem.Length > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    static async Task<IResult> Withdraw(HttpContext http, Workbench bench, Caller caller, Here here, int year)
    {
        http.Items["page"] = $"{PreparingPages.Home}/{year}/sent";
        var fields = await http.Request.ReadFormAsync(caller.Cancellation);
        if (await bench.Read(year) is not { } work) return Results.NotFound();
        try
        {
            await caller.Services.Disclosures.WithdrawDisclosureAsync(new() { Name = work.Disclosure.Name, Etag = fields["etag"], Reason = fields["reason"] }, caller.Options);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.InvalidArgument)
        {
            return http.Page<SentPage>(new() { ["Work"] = work, ["Problem"] = here[ApprovingPages.Chinese(e), ApprovingPages.English(e)] }, StatusCodes.Status409Conflict);
        }
        return Results.Redirect(work.Address);
    }
}
