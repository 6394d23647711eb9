using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Budget.Publication.Tests.Proof;

/// <summary>A folder on the web, as any server shows it.</summary>
public sealed class StaticSite : IAsyncDisposable
{
    readonly WebApplication app;

    StaticSite(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single() + "/";

    public static async Task<StaticSite> Serve(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
