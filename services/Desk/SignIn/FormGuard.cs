using Budget.Desk.Frame;
using Budget.Desk.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Budget.Desk.SignIn;

/// <summary>
/// Before any form is taken: is it ours, and is whoever sent it still signed in? Where not, nothing happens and nothing is lost: the form
/// says, sealed, whose it is, and is kept for them until they have signed in again.
/// </summary>
sealed class FormGuard(RequestDelegate next, IAntiforgery antiforgery, IDataProtectionProvider protection, ILogger<FormGuard> log)
{
    public const string Owner = "__owner";

    /// <summary>What a form carries so that it can be kept for this person.</summary>
    public static string Seal(IDataProtectionProvider protection, Person person) => protection.CreateProtector(Owner).ToTimeLimitedDataProtector().Protect(person.Key, TimeSpan.FromDays(3));

    public async Task InvokeAsync(HttpContext http, Kept kept)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            if (!IsOpen(http.Request.Path) && await http.Person() is null)
            {
                await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = http.Request.Path + http.Request.QueryString });
                return;
            }
            await next(http);
            return;
        }
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var valid = await antiforgery.IsRequestValidAsync(http);
        if (valid && (http.Request.Path == "/signout" || await http.Person() is not null))
        {
            await next(http);
            return;
        }
        if (http.Request.Path == "/signout")
        {
            http.Response.Redirect("/signed-out");
            return;
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var page = SignInPages.Local(form["__page"]) ?? "/";
        var owner = WhoseIs(form[Owner].ToString());
        var safe = owner is not null && await kept.Keep(owner, page, form, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await http.Page<SessionEndedPage>(new() { ["Back"] = page, ["Safe"] = safe, ["Fields"] = form.Keys.Count(key => !key.StartsWith("__", StringComparison.Ordinal)) }).ExecuteAsync(http);
    }

    static bool IsOpen(PathString path) => path.StartsWithSegments("/signin") || path.StartsWithSegments("/signin-oidc") || path.StartsWithSegments("/signed-out")
        || path.StartsWithSegments("/assets") || path.StartsWithSegments("/health") || path.StartsWithSegments("/language");

    string? WhoseIs(string seal)
    {
        try
        {
            return seal.Length == 0 ? null : protection.CreateProtector(Owner).ToTimeLimitedDataProtector().Unprotect(seal);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            log.LogWarning("A form came with a seal that is not ours: {Reason}", e.Message);
            return null;
        }
    }
}

static class People
{
    /// <summary>Who is signed in; null where nobody is.</summary>
    public static async Task<Person?> Person(this HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Person), out var known)) return known as Person;
        var session = await http.AuthenticateAsync();
        var person = session.Succeeded ? SignIn.Person.From(session.Principal, session.Properties?.GetTokenValue("access_token")) : null;
        http.Items[typeof(Person)] = person;
        return person;
    }
}
