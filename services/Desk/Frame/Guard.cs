using System.Security.Cryptography;
using Grpc.Core;

namespace Budget.Desk.Frame;

/// <summary>What holds for every answer: nothing from elsewhere runs in a page, nothing of it is kept by a shared cache, and a service that does not answer is said in words.</summary>
sealed class Guard(RequestDelegate next, ILogger<Guard> log)
{
    const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!http.Request.Path.StartsWithSegments("/assets")) headers.CacheControl = "no-cache, no-store";
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false }) await Say(http, StatusCodes.Status404NotFound, Trouble.NotThere);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (RpcException e) when (!http.Response.HasStarted)
        {
            var trouble = e.StatusCode switch
            {
                StatusCode.Unauthenticated => Trouble.SignedOut,
                StatusCode.PermissionDenied => Trouble.NotAllowed,
                StatusCode.NotFound => Trouble.NotThere,
                StatusCode.Unavailable or StatusCode.DeadlineExceeded => Trouble.NoAnswer,
                _ => Trouble.Failed,
            };
            if (trouble is Trouble.Failed or Trouble.NoAnswer) log.LogWarning("{Path}: a service answered {Status} {Detail}", http.Request.Path, e.StatusCode, e.Status.Detail);
            await Say(http, trouble switch { Trouble.NotAllowed => 403, Trouble.NotThere => 404, Trouble.SignedOut => 401, Trouble.NoAnswer => 503, _ => 500 }, trouble);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            log.LogError(e, "{Path} failed ({Number})", http.Request.Path, number);
            await Say(http, StatusCodes.Status500InternalServerError, Trouble.Failed, number);
        }
    }

    static Task Say(HttpContext http, int status, Trouble trouble, string number = "")
    {
        http.Response.StatusCode = status;
        return http.Page<TroublePage>(new() { ["Trouble"] = trouble, ["Number"] = number }, status).ExecuteAsync(http);
    }
}

public enum Trouble { NotThere, NotAllowed, SignedOut, NoAnswer, Failed }
