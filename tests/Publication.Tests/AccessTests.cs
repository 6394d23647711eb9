using Budget.Contracts;
using Budget.Hosting;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Budget.Publication.Tests;

/// <summary>Every RPC × every role, written out by hand and not read from the attributes.</summary>
public class AccessTests(District district)
{
    static readonly Dictionary<string, string[]> May = new()
    {
        ["OpenDisclosure"] = [Roles.Preparer, Roles.FinanceReviewer],
        ["SubmitDisclosure"] = [Roles.Preparer],
        ["WithdrawDisclosure"] = [Roles.Preparer],
        ["ReturnDisclosure"] = [Roles.Approver, Roles.FinanceReviewer],
        ["ReviewSecrecy"] = [Roles.SecrecyReviewer],
        ["ApproveDisclosure"] = [Roles.Approver],
        ["CorrectDisclosure"] = [Roles.Preparer],
        ["WaiveFinding"] = [Roles.FinanceReviewer],
        ["RevokeWaiver"] = [Roles.FinanceReviewer],
        ["CheckDisclosure"] = [.. Roles.All],
        ["ListRules"] = [.. Roles.All],
        ["GetDisclosure"] = [.. Roles.All],
        ["ListDisclosures"] = [.. Roles.All],
        ["ListHistory"] = [.. Roles.All],
        ["WatchDisclosures"] = [.. Roles.All],
        ["ListPublishedFiles"] = [.. Roles.All],
        ["DownloadFile"] = [.. Roles.All],
        ["SetRuleSettings"] = [Roles.FinanceReviewer],
        ["GetRuleSettings"] = [.. Roles.All],
        ["ListRuleSettings"] = [.. Roles.All],
        ["RehearseRules"] = [Roles.FinanceReviewer],
        ["CompareDisclosures"] = [.. Roles.All],
        ["WithholdPublication"] = [Roles.FinanceReviewer],
        ["GetPublicationAsOf"] = [.. Roles.All],
        ["ListPublicationsAsOf"] = [.. Roles.All],
        ["ProveRow"] = [.. Roles.All],
        ["RecordReply"] = [Roles.FinanceReviewer],
        ["ListReplies"] = [.. Roles.All],
        ["ListDeadlines"] = [.. Roles.All],
        ["VerifyHistory"] = [Roles.FinanceReviewer],
        ["ListFailedPublications"] = [Roles.FinanceReviewer],
    };

    static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(b => b, b => b);

    public static IEnumerable<TheoryDataRow<string, string>> Everything() =>
        from rpc in DisclosureService.Descriptor.Methods
        from role in Roles.All.Append("nobody-knows-this-role")
        select new TheoryDataRow<string, string>(rpc.Name, role);

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Each_rpc_admits_its_roles_and_no_other(string rpc, string role)
    {
        var code = await Call(rpc, District.Person("someone", role is Roles.FinanceReviewer or Roles.Reader ? "" : "101", role), archive: role == Roles.FinanceReviewer);
        if (May[rpc].Contains(role)) Assert.NotEqual(StatusCode.PermissionDenied, code);
        else Assert.Equal(StatusCode.PermissionDenied, code);
        Assert.NotEqual(StatusCode.Unauthenticated, code);
        Assert.NotEqual(StatusCode.Internal, code);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task No_rpc_admits_a_caller_without_a_token(string rpc, string _) =>
        Assert.Equal(StatusCode.Unauthenticated, await Call(rpc, new CallOptions(cancellationToken: TestContext.Current.CancellationToken)));

    async Task<StatusCode> Call(string rpc, CallOptions options, bool archive = false)
    {
        var descriptor = DisclosureService.Descriptor.FindMethodByName(rpc);
        using var channel = GrpcClients.Channel(district.Publication.Address());
        var method = new Method<byte[], byte[]>(descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, DisclosureService.Descriptor.FullName, rpc, Bytes, Bytes);
        var request = rpc switch
        {
            "OpenDisclosure" => new OpenDisclosureRequest { Department = "101", Archive = archive }.ToByteArray(),
            "ListReplies" => new ListRepliesRequest { Department = "101" }.ToByteArray(),
            _ => [],
        };
        try
        {
            if (descriptor.IsServerStreaming)
            {
                using var stream = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, options, request);
                // A watch that was admitted goes on; a refusal ends it at once.
                var next = stream.ResponseStream.MoveNext(options.CancellationToken);
                if (await Task.WhenAny(next, Task.Delay(2000, options.CancellationToken)) == next) await next;
            }
            else
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, request);
            }
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
