using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Budget.Hosting.Callers;

/// <summary>
/// Where tokens come from. With Identity:Authority, an OpenID Connect issuer; with Identity:SigningKey, a shared key of at
/// least 32 bytes; with neither the service does not start, except where the host gives it a development key.
/// </summary>
public static class Identity
{
    public const string Audience = "budget";
    public const string DevelopmentIssuer = "budget-development";

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Identity");
        var authority = settings["Authority"];
        var key = settings["SigningKey"];
        if (string.IsNullOrEmpty(authority) && string.IsNullOrEmpty(key))
        {
            throw new InvalidOperationException(
                "No identity is configured: set Identity__Authority (an OpenID Connect issuer) or Identity__SigningKey (at least 32 characters). See deploy/README.md.");
        }
        if (string.IsNullOrEmpty(authority) && key!.Length < 32)
        {
            throw new InvalidOperationException("Identity__SigningKey is too short: use at least 32 characters, for example 'openssl rand -base64 48'.");
        }
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.Audience = settings["Audience"] ?? Audience;
            options.TokenValidationParameters.RoleClaimType = "role";
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            if (!string.IsNullOrEmpty(authority))
            {
                options.Authority = authority;
                options.RequireHttpsMetadata = !authority.StartsWith("http://127.0.0.1", StringComparison.Ordinal);
            }
            else
            {
                options.TokenValidationParameters.ValidIssuer = settings["Issuer"] ?? DevelopmentIssuer;
                options.TokenValidationParameters.IssuerSigningKey = KeyOf(key!);
                options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            }
        });
    }

    /// <param name="department">Empty: the whole district.</param>
    /// <summary>Signs a token with a shared key: the demo, tests and local trials. A district's own identity provider does it in earnest.</summary>
    public static string SignToken(string key, string id, string name, string district, string department, TimeSpan validFor, DateTimeOffset now, params IEnumerable<string> roles)
    {
        var claims = new Dictionary<string, object> { ["sub"] = id, ["name"] = name, ["district"] = district, ["role"] = roles.ToArray() };
        claims["department"] = department.Length > 0 ? department : Caller.WholeDistrict;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = DevelopmentIssuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + validFor).UtcDateTime,
            SigningCredentials = new SigningCredentials(KeyOf(key), SecurityAlgorithms.HmacSha256),
        });
    }

    static SymmetricSecurityKey KeyOf(string key) => new(Encoding.UTF8.GetBytes(key));
}
