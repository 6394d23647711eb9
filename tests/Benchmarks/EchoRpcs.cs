using Budget.Benchmarks.V1;
using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Benchmarks;

/// <summary>The bytes that <see cref="EchoRpcs.Give"/> answers.</summary>
sealed record EchoedBudget(byte[] Bytes);

/// <summary>The floor of a call: same server, same interceptors, same token, and nothing done.</summary>
sealed class EchoRpcs(EchoedBudget echoed) : EchoService.EchoServiceBase
{
    [Allow(Roles.Preparer)]
    public override Task<NothingResponse> Nothing(NothingRequest request, ServerCallContext context) => Task.FromResult(new NothingResponse());

    [Allow(Roles.Preparer)]
    public override Task<GetBudgetResponse> Give(NothingRequest request, ServerCallContext context) =>
        Task.FromResult(GetBudgetResponse.OfStored(new BudgetRevision(), echoed.Bytes));

    [Allow(Roles.Preparer)]
    public override Task<NothingResponse> Take(SaveBudgetRequest request, ServerCallContext context) => Task.FromResult(new NothingResponse());
}
