using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Budget.Desk.Frame;

/// <summary>A part of a page; knows where it is.</summary>
public abstract class Part : ComponentBase
{
    [Inject]
    public Here Here { get; set; } = null!;
}

public static class Pages
{
    /// <summary>The page as an answer, rendered whole before the first byte goes out: a page that fails half-way is an error and no half page.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(this HttpContext http, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        ArgumentNullException.ThrowIfNull(http);
        return new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true, StatusCode = http.Response.StatusCode == StatusCodes.Status200OK ? status : http.Response.StatusCode };
    }
}
