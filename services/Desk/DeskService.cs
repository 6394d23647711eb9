using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Budget.Contracts.Reading;
using Budget.Desk.Approving;
using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.Desk.Preparing;
using Budget.Desk.SignIn;
using Budget.Desk.Storage;
using Budget.Document.Editions;
using Budget.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Budget.Desk;

/// <summary>The program, also for tests and Standalone: they configure it before anything is read.</summary>
public static class DeskService
{
    public const int Port = 5104;

    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.WebHost.UseUrls(builder.Configuration["Desk:Url"] ?? $"http://127.0.0.1:{Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 24 * 1024 * 1024;
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.AddDatabase<DeskDb, DeskSqlite, DeskPostgres>();
        builder.AddSignIn();
        builder.Services
            .AddSingleton(EditionFolder.Load(builder.Configuration["Editions"])).AddSingleton<DocumentReader>()
            .AddSingleton<Services>().AddSingleton<Contents>().AddScoped<Looks>().AddScoped<Kept>()
            .AddHttpContextAccessor().AddScoped<Here>().AddScoped<Caller>().AddScoped<Board>().AddScoped<Workbench>()
            .TryAddSingleton(TimeProvider.System);
        // Chinese as it is read: the encoder would write a number for every character else.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddRazorComponents();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.UseMiddleware<Guard>();
        app.UseAuthentication();
        app.UseMiddleware<FormGuard>();
        app.MapHealthChecks("/health");
        app.MapSignIn();
        app.MapFrame();
        app.MapApproving();
        app.MapPreparing();
        return app;
    }

    /// <summary>Where it really listens (Desk:Url may have asked for any free port).</summary>
    public static Uri DeskAddress(this WebApplication app) => new(app.Urls.First().Replace(IPAddress.Any.ToString(), "127.0.0.1", StringComparison.Ordinal));
}
