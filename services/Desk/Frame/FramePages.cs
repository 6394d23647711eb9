using System.Security.Cryptography;
using Budget.Contracts;
using Budget.Desk.Calls;

namespace Budget.Desk.Frame;

static class FramePages
{
    /// <summary>Style and script, known by their content, so that a browser asks once.</summary>
    public static readonly string Style = Asset("desk.css"), Script = Asset("desk.js");

    static readonly Dictionary<string, (byte[] Bytes, string Type)> Assets = new(StringComparer.Ordinal)
    {
        [Style] = (Read("desk.css"), "text/css; charset=utf-8"),
        [Script] = (Read("desk.js"), "text/javascript; charset=utf-8"),
    };

    public static void MapFrame(this WebApplication app)
    {
        app.MapGet("/assets/{name}", (HttpContext http, string name) =>
        {
            if (!Assets.TryGetValue("/assets/" + name, out var asset)) return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Bytes, asset.Type);
        });
        app.MapGet("/", (Here here) => Results.Redirect(here.Person?.Role switch
        {
            Roles.Approver => "/approvals",
            Roles.Preparer => "/work",
            _ => "/history",
        }));
        app.MapGet("/history", async (HttpContext http, Board board, Here here) =>
        {
            var (disclosures, departments) = (await board.Disclosures(), await board.Departments());
            here.District = departments.Values.FirstOrDefault()?.District ?? "";
            return http.Page<HistoryListPage>(new() { ["Disclosures"] = disclosures, ["Departments"] = departments });
        });
        app.MapGet("/history/{department}/{year:int}/{version:int}", async (HttpContext http, Board board, Caller caller, Here here, string department, int year, int version) =>
        {
            var name = new DisclosureName(caller.Person.District, department, year, version).ToString();
            var (disclosure, who, entries) = (board.Whole(name), board.Department(department), board.History(name));
            here.District = (await who).District;
            return http.Page<HistoryPage>(new() { ["Disclosure"] = await disclosure, ["Department"] = await who, ["Entries"] = await entries });
        });
    }

    static string Asset(string name) => $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Read(name)))[..12]}-{name}";

    static byte[] Read(string name)
    {
        using var stream = typeof(FramePages).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
