using Budget.Desk.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Budget.Desk.SignIn;

/// <summary>
/// Sign-in by OpenID Connect, found by discovery from Identity:Authority. The access token goes to the services with every call, and the
/// session ends with it, so nobody sits at a desk whose calls are refused.
/// </summary>
public static class SignInPages
{
    const string Session = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Identity");
        var authority = settings["Authority"] ?? throw new InvalidOperationException(
            "The desk signs people in by OpenID Connect: set Identity__Authority (and Identity__ClientId, Identity__ClientSecret). Standalone brings an issuer for trying things out.");
        var keys = Path.Combine(Path.GetFullPath(builder.Configuration["DataFolder"] is { Length: > 0 } folder ? folder : "data", builder.Environment.ContentRootPath), "desk-keys");
        builder.Services.AddDataProtection().SetApplicationName("budget-desk").PersistKeysToFileSystem(Directory.CreateDirectory(keys));
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "desk-form");
        builder.Services.AddAuthentication(options => (options.DefaultScheme, options.DefaultChallengeScheme) = (Session, OpenIdConnectDefaults.AuthenticationScheme))
            .AddCookie(Session, options =>
            {
                options.Cookie.Name = "desk";
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.SlidingExpiration = false;
            })
            .AddOpenIdConnect(options =>
            {
                options.Authority = authority;
                options.ClientId = settings["ClientId"] ?? "budget-desk";
                options.ClientSecret = settings["ClientSecret"];
                options.RequireHttpsMetadata = !authority.StartsWith("http://127.0.0.1", StringComparison.Ordinal);
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.Scope.Clear();
                foreach (var scope in (settings["Scopes"] ?? "openid profile budget").Split(' ')) options.Scope.Add(scope);
                options.MapInboundClaims = false;
                options.SaveTokens = true;
                options.UseTokenLifetime = true;
                options.CallbackPath = "/signin-oidc";
                (options.CorrelationCookie.SameSite, options.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
                (options.CorrelationCookie.SecurePolicy, options.NonceCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
                options.Events = new()
                {
                    OnRedirectToIdentityProvider = context =>
                    {
                        if (context.Properties.Items.TryGetValue("login_hint", out var hint)) context.ProtocolMessage.LoginHint = hint;
                        return Task.CompletedTask;
                    },
                    OnRemoteFailure = context =>
                    {
                        context.Response.Redirect("/signed-out?why=failed");
                        context.HandleResponse();
                        return Task.CompletedTask;
                    },
                };
            });
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/signin", (string? @as, string? back) =>
        {
            var properties = new AuthenticationProperties { RedirectUri = Local(back) ?? "/" };
            if (@as is { Length: > 0 and < 100 }) properties.Items["login_hint"] = @as;
            return Results.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
        });
        app.MapPost("/signout", async (HttpContext http) =>
        {
            await http.SignOutAsync(Session);
            return Results.Redirect("/signed-out");
        });
        app.MapGet("/signed-out", (HttpContext http, string? why) => http.Page<SignedOutPage>(new() { ["Failed"] = why == "failed" }));
        app.MapGet("/language", (HttpContext http, string? to, string? back) =>
        {
            http.Response.Cookies.Append("desk-language", to == "en" ? "en" : "zh", new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
            return Results.Redirect(Local(back) ?? "/");
        });
    }

    /// <summary>Only ever back to a page of ours.</summary>
    public static string? Local(string? back) => back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\') && !back.Any(char.IsControl) ? back : null;
}
