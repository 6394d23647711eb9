using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Budget.Publication.Tests;

/// <summary>Tokens that an issuer got wrong, or that ended, open nothing.</summary>
public class TokenTests(District district)
{
    public static TheoryData<string, object?> Departments => new()
    {
        { "none", null }, { "empty", "" }, { "blank", "  " }, { "an empty list", Array.Empty<string>() }, { "two", new[] { "101", "102" } }, { "one and the whole", new[] { "101", "*" } },
    };

    [Theory, MemberData(nameof(Departments))]
    public async Task A_token_that_names_no_one_department_speaks_for_nobody(string what, object? department)
    {
        foreach (var role in Roles.All)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await district.Rpcs.ListDisclosuresAsync(new(), With(department, DateTime.UtcNow.AddHours(1), role)));
            Assert.True(refused.StatusCode == StatusCode.Unauthenticated, $"{what}, {role}: {refused.StatusCode}");
        }
    }

    [Fact]
    public async Task The_whole_district_is_spoken_for_only_by_roles_that_may()
    {
        foreach (var role in new[] { Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver })
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await district.Rpcs.ListDisclosuresAsync(new(), With("*", DateTime.UtcNow.AddHours(1), role)));
            Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        }
        var its = await district.NewCase();
        await its.Open();
        var mixed = With("*", DateTime.UtcNow.AddHours(1), Roles.Preparer, Roles.FinanceReviewer);
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.SubmitDisclosureAsync(new() { Name = its.Name() }, mixed));
        await district.Rpcs.ListDisclosuresAsync(new(), mixed);
    }

    [Fact]
    public async Task A_watch_ends_with_the_token_it_was_opened_with()
    {
        // A token that has just ended is still admitted within the skew of clocks; its watch ends at once.
        using var watch = district.Rpcs.WatchDisclosures(new(), With("*", DateTime.UtcNow.AddSeconds(2), Roles.FinanceReviewer));
        await watch.ResponseHeadersAsync;
        var ended = await Assert.ThrowsAsync<RpcException>(async () => { while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) { } });
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
        Assert.Contains("token has ended", ended.Status.Detail);
    }

    static CallOptions With(object? department, DateTime expires, params string[] roles)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "someone", ["district"] = District.Code, ["role"] = roles };
        if (department is not null) claims["department"] = department;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Identity.DevelopmentIssuer,
            Audience = Identity.Audience,
            Claims = claims,
            NotBefore = DateTime.UtcNow.AddMinutes(-5),
            Expires = expires,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(District.SigningKey)), SecurityAlgorithms.HmacSha256),
        });
        return new(new Metadata { { "authorization", "Bearer " + token } }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
