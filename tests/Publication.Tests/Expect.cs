using Budget.Hosting.Errors;
using Grpc.Core;

namespace Budget.Publication.Tests;

static class Expect
{
    public static async Task<RichStatus> Refused(StatusCode code, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(error.StatusCode == code, $"{error.StatusCode} instead of {code}: {error.Status.Detail}");
        return RichStatus.From(error);
    }

    /// <summary>FAILED_PRECONDITION that names this reason.</summary>
    public static async Task<RichStatus> Precondition(string reason, Func<Task> call)
    {
        var status = await Refused(StatusCode.FailedPrecondition, call);
        Assert.Contains(status.PreconditionViolations, v => v.Type == reason);
        return status;
    }

    /// <summary>INVALID_ARGUMENT that names this field.</summary>
    public static async Task Malformed(string field, Func<Task> call)
    {
        var status = await Refused(StatusCode.InvalidArgument, call);
        Assert.Equal([field], status.FieldViolations.Select(v => v.Field));
    }

    public static async Task Reason(StatusCode code, string reason, Func<Task> call) => Assert.Equal(reason, (await Refused(code, call)).ErrorInfo?.Reason);
}
