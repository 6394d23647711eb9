using Budget.Hosting.Errors;
using Grpc.Core;

namespace Budget.Testing;

/// <summary>A refusal as a caller sees it, through a real channel.</summary>
public static class Refused
{
    public static async Task<RichStatus> With(StatusCode code, AsyncUnaryCallOf call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => call());
        Assert.True(error.StatusCode == code, $"{error.StatusCode} instead of {code}: {error.Status.Detail}");
        return RichStatus.From(error);
    }

    public delegate Task AsyncUnaryCallOf();
}
