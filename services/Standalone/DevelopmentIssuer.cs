using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Budget.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Budget.Standalone;

/// <summary>Somebody who can sit down at a desk of the local district.</summary>
public sealed record DeskPerson(string Id, string Name, string Role, string District, string Department);

/// <summary>
/// An OpenID Connect issuer for trying things out, on this machine only: whoever asks as one of the invented people is that person, without a
/// password. The desk signs in through it as it would through a district's own; the access token is the one the services here know.
/// </summary>
sealed class DevelopmentIssuer(string key, IReadOnlyList<DeskPerson> people) : IAsyncDisposable
{
    const string Client = "budget-desk";
    static readonly TimeSpan Session = TimeSpan.FromHours(8);

    readonly ECDsaSecurityKey signing = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "development" };
    readonly ConcurrentDictionary<string, Granted> codes = new();
    WebApplication? app;

    sealed record Granted(DeskPerson Person, string Nonce, string Challenge, string RedirectUri, DateTimeOffset Until);

    public Uri Address => new(app!.Urls.First());

    public IReadOnlyList<DeskPerson> People => people;

    /// <summary>Set before the first sign-in: where the desk may be sent back to.</summary>
    public Uri? Desk { get; set; }

    /// <summary>How long a sign-in lasts; tests make it short.</summary>
    public TimeSpan Lasts { get; set; } = Session;

    public async Task StartAsync(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
            ["response_types_supported"] = Only("code"),
            ["subject_types_supported"] = Only("public"),
            ["id_token_signing_alg_values_supported"] = Only(SecurityAlgorithms.EcdsaSha256),
            ["code_challenge_methods_supported"] = Only("S256"),
        }));
        app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(signing);
            return Results.Json(new { keys = new[] { new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = signing.KeyId, use = "sig", alg = SecurityAlgorithms.EcdsaSha256 } } });
        });
        app.MapGet("/authorize", Authorize);
        // As a delegate: a method of one HttpContext would be taken for one that answers by itself.
        app.MapPost("/token", (Delegate)Token);
        await app.StartAsync(cancellation);
    }

    static string[] Only(string value) => [value];

    string Issuer => Address.ToString().TrimEnd('/');

    IResult Authorize(string client_id, string redirect_uri, string? state, string? nonce, string? code_challenge, string? login_hint, string? prompt, HttpContext http)
    {
        if (client_id != Client || Desk is null || !redirect_uri.StartsWith(Desk.ToString(), StringComparison.Ordinal)) return Results.BadRequest("unknown client or redirect_uri");
        if (people.FirstOrDefault(p => p.Id == login_hint) is not { } person)
        {
            var links = people.Select(p => $"<li><a href=\"{QueryHelpers.AddQueryString("/authorize" + http.Request.QueryString, "login_hint", p.Id).Replace("&", "&amp;", StringComparison.Ordinal)}\">{p.Name} · {p.Role} · {p.Department}</a></li>");
            return Results.Content($"<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>演示登录</title><h1>演示登录：您是谁？</h1><p>都是虚构的人，没有口令。</p><ul>{string.Concat(links)}</ul></html>", "text/html; charset=utf-8");
        }
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        codes[code] = new(person, nonce ?? "", code_challenge ?? "", redirect_uri, DateTimeOffset.UtcNow.AddMinutes(1));
        return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?> { ["code"] = code, ["state"] = state, ["iss"] = Issuer }));
    }

    async Task<IResult> Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!codes.TryRemove(form["code"].ToString(), out var granted) || granted.Until < DateTimeOffset.UtcNow || granted.RedirectUri != form["redirect_uri"]
            || granted.Challenge != Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }
        var (person, now) = (granted.Person, DateTime.UtcNow);
        var claims = new Dictionary<string, object> { ["sub"] = person.Id, ["name"] = person.Name, ["district"] = person.District, ["role"] = new[] { person.Role }, ["nonce"] = granted.Nonce };
        if (person.Department.Length > 0) claims["department"] = person.Department;
        var identity = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Client,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lasts,
            SigningCredentials = new(signing, SecurityAlgorithms.EcdsaSha256),
        });
        return Results.Json(new { access_token = District.TokenOf(key, person, Lasts), token_type = "Bearer", expires_in = (int)Lasts.TotalSeconds, id_token = identity });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        signing.ECDsa.Dispose();
    }
}
