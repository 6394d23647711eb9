using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Budget.Publication.Site;

/// <summary>The public site: files and nothing else, on the port that speaks HTTP/1.1.</summary>
static class SitePages
{
    /// <summary>Pages carry their style with them and no script; whatever a document's text contains, nothing in it runs or calls elsewhere.</summary>
    const string ContentSecurityPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The search page has one script, known by its hash, which may read the index and the pages and nothing else.</summary>
    static readonly string SearchSecurityPolicy =
        $"{ContentSecurityPolicy}; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(SearchPages.Script)))}'; connect-src 'self'";

    public static WebApplication UseSite(this WebApplication app)
    {
        var files = new PhysicalFileProvider(app.Services.GetRequiredService<SiteFolder>().Root);
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".html"] = "text/html; charset=utf-8";
        types.Mappings[".json"] = "application/json; charset=utf-8";
        types.Mappings[".csv"] = "text/csv; charset=utf-8";
        types.Mappings[".txt"] = "text/plain; charset=utf-8";
        types.Mappings[".jsonl"] = "application/x-ndjson; charset=utf-8";
        types.Mappings[".pem"] = "application/x-pem-file";
        types.Mappings[".sig"] = "application/octet-stream";
        types.Mappings[".xml"] = "application/xml; charset=utf-8";
        types.Mappings[".sqlite"] = "application/vnd.sqlite3";
        app.MapWhen(http => !HttpProtocol.IsHttp2(http.Request.Protocol), site =>
        {
            site.Use(Guard);
            site.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = ["index.html"] });
            site.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = types, OnPrepareResponse = Open, ServeUnknownFileTypes = true, DefaultContentType = "text/plain; charset=utf-8" });
            site.Run(NotFound);
        });
        return app;
    }

    /// <summary>Files, unlike pages, may be read by the pages of others: that is what open data are for. Nothing here asks who is reading.</summary>
    static void Open(StaticFileResponseContext file)
    {
        if (file.File.Name.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) return;
        var headers = file.Context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Content-Range, Last-Modified";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // Browsers show a PDF in a page of their own, which the policy for pages would keep empty.
        if (file.File.Name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)) headers.Remove("Content-Security-Policy");
    }

    static Task Guard(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.Value!.EndsWith("/" + SearchPages.Page, StringComparison.Ordinal) ? SearchSecurityPolicy : ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Pages are replaced by corrections: a reader asks again each time, and is answered 304 while nothing has changed.
        headers.CacheControl = "no-cache";
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.Body.WriteAsync(FrontPages.NotFound.Content).AsTask();
    }
}
