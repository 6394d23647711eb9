using Budget.Desk.Calls;
using Budget.Desk.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Budget.Desk.Frame;

/// <summary>What every page knows of its request: who looks, in which language, at what hour in Beijing.</summary>
public sealed class Here(IHttpContextAccessor accessor, TimeProvider time, IDataProtectionProvider protection)
{
    readonly HttpContext http = accessor.HttpContext!;

    public Person? Person => http.Items.TryGetValue(typeof(Person), out var person) ? (Person?)person : null;

    public bool English => http.Request.Cookies["desk-language"] == "en";

    /// <summary>The one of two texts that this person reads.</summary>
    public string this[string chinese, string english] => English ? english : chinese;

    public DateTimeOffset Now { get; } = time.GetUtcNow().ToOffset(Say.Beijing);

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The page's own address, for forms and for coming back.</summary>
    public string Address => http.Request.Method == "GET" ? http.Request.Path + http.Request.QueryString : http.Items.TryGetValue("page", out var page) ? (string)page! : http.Request.Path;

    public string Seal => Person is { } person ? FormGuard.Seal(protection, person) : "";

    /// <summary>Name of the district as its departments give it; its code before that is known.</summary>
    public string District { get; set; } = "";

    /// <summary>How many things wait at a place of the bar, where the page knows it.</summary>
    public Dictionary<string, int> Waiting { get; } = [];

    public IReadOnlyList<BarPlace> Places => Person?.Role switch
    {
        Contracts.Roles.Approver => [new("/approvals", this["待审定", "To approve"]), new("/approvals/returned", this["我退回的", "Returned by me"]), new("/history", this["历史", "History"])],
        Contracts.Roles.Preparer => [new("/work", this["我的事项", "My tasks"]), new("/history", this["历史", "History"])],
        null => [],
        _ => [new("/history", this["历史", "History"])],
    };
}

public sealed record BarPlace(string Address, string Name);
