using Budget.Hosting.Errors;
using Grpc.Core;

namespace Budget.Testing;

/// <summary>A refusal as a caller sees it, through a real channel.</summary>
public static class Refused
{
    public static async Task<RichStatus> With<T>(StatusCode code, AsyncUnaryCall<T> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.True(error.StatusCode == code, $"{error.StatusCode} instead of {code}: {error.Status.Detail}");
        return RichStatus.From(error);
    }

    /// <summary>INVALID_ARGUMENT whose violations name the field; the message speaks Chinese and English.</summary>
    public static async Task<string> Field<T>(string field, AsyncUnaryCall<T> call)
    {
        var refusal = await With(StatusCode.InvalidArgument, call);
        var violation = refusal.FieldViolations.FirstOrDefault(v => v.Field == field);
        Assert.True(violation is not null, $"'{field}' is not among: {string.Join("; ", refusal.FieldViolations.Select(v => $"{v.Field}: {v.Description}"))}");
        return violation.Description;
    }
}
