using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Budget.Hosting.Errors;

/// <summary>A refusal with its details (google.rpc.Status in the trailer <c>grpc-status-details-bin</c>): made here, read back with <see cref="From"/>.</summary>
public sealed class RichStatus
{
    public const string Trailer = "grpc-status-details-bin";

    /// <summary>Details travel as an HTTP/2 header, in base64; clients commonly refuse more than 8 KB of headers.</summary>
    const int MostDetailBytes = 4 * 1024;

    /// <summary>A message that repeats what the caller sent must not grow with it: in the header a Chinese character takes nine bytes.</summary>
    const int LongestText = 400;

    readonly Google.Rpc.Status status;

    RichStatus(Google.Rpc.Status status) => this.status = status;

    public StatusCode Code => (StatusCode)status.Code;

    public string Message => status.Message;

    public IReadOnlyList<BadRequest.Types.FieldViolation> FieldViolations => [.. All<BadRequest>().SelectMany(b => b.FieldViolations)];

    public IReadOnlyList<PreconditionFailure.Types.Violation> PreconditionViolations =>
        [.. All<PreconditionFailure>().SelectMany(p => p.Violations)];

    public ErrorInfo? ErrorInfo => All<ErrorInfo>().FirstOrDefault();

    /// <summary>The request id that an INTERNAL answer names, to be found in the server's log.</summary>
    public string? RequestId => All<RequestInfo>().FirstOrDefault()?.RequestId;

    /// <summary>Every detail of that type; a detail that does not parse is left out, since the code and the message still hold.</summary>
    public IEnumerable<T> All<T>() where T : class, IMessage<T>, new()
    {
        foreach (var detail in status.Details.Where(d => d.Is(new T().Descriptor)))
        {
            T message;
            try
            {
                message = detail.Unpack<T>();
            }
            catch (InvalidProtocolBufferException)
            {
                continue;
            }
            yield return message;
        }
    }

    /// <summary>What the other side said. Without details, or with details that cannot be read, its code and message alone.</summary>
    public static RichStatus From(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // A stranger may have sent anything under the well-known name.
        return new RichStatus(exception.Trailers.GetRpcStatus(ignoreParseError: true)
            ?? new Google.Rpc.Status { Code = (int)exception.StatusCode, Message = exception.Status.Detail });
    }

    /// <summary>INVALID_ARGUMENT: which fields are malformed, and how to mend each.</summary>
    public static RpcException InvalidArgument(string message, params IEnumerable<(string Field, string Description)> violations)
    {
        var detail = new BadRequest();
        AddWhileTheyFit(detail, detail.FieldViolations, [.. violations.Select(v => new BadRequest.Types.FieldViolation { Field = Clip(v.Field), Description = Clip(v.Description) })],
            more => new BadRequest.Types.FieldViolation { Field = "…", Description = $"还有 {more} 处 / {more} more" });
        return Exception(StatusCode.InvalidArgument, message, detail);
    }

    /// <summary>FAILED_PRECONDITION: what stands in the way (<c>Type</c> the kind or rule id, <c>Subject</c> the place).</summary>
    public static RpcException FailedPrecondition(
        string message, params IEnumerable<(string Type, string Subject, string Description)> violations)
    {
        var detail = new PreconditionFailure();
        AddWhileTheyFit(
            detail, detail.Violations,
            [.. violations.Select(v => new PreconditionFailure.Types.Violation { Type = Clip(v.Type), Subject = Clip(v.Subject), Description = Clip(v.Description) })],
            more => new PreconditionFailure.Types.Violation { Type = "…", Description = $"还有 {more} 项 / {more} more" });
        return Exception(StatusCode.FailedPrecondition, message, detail);
    }

    /// <summary>Any other refusal, with a reason in UPPER_SNAKE_CASE that programs can act on.</summary>
    public static RpcException Refused(
        StatusCode code, string reason, string message, params IEnumerable<(string Key, string Value)> metadata)
    {
        var info = new ErrorInfo { Reason = reason, Domain = "budget" };
        foreach (var (key, value) in metadata)
        {
            info.Metadata[key] = Clip(value);
        }
        return Exception(code, message, info);
    }

    /// <summary>Any code with any details.</summary>
    public static RpcException Exception(StatusCode code, string message, params IEnumerable<IMessage> details)
    {
        message = Clip(message);
        var status = new Google.Rpc.Status { Code = (int)code, Message = message };
        status.Details.AddRange(details.Select(Any.Pack));
        return status.ToRpcException();
    }

    internal static string Clip(string text) => text.Length <= LongestText
        ? text
        : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";

    static void AddWhileTheyFit<T>(IMessage detail, ICollection<T> into, IReadOnlyList<T> violations, Func<int, T> more) where T : IMessage
    {
        var left = MostDetailBytes - detail.CalculateSize();
        for (var i = 0; i < violations.Count; i++)
        {
            left -= violations[i].CalculateSize() + 4;
            if (left < 0)
            {
                into.Add(more(violations.Count - i));
                return;
            }
            into.Add(violations[i]);
        }
    }
}
