using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Hosting.Acts;

/// <summary>
/// What somebody did, in the commit that did it: every change of a service's own rows leaves one. Only ever added, and chained in
/// <see cref="ActBlockRow"/>; nothing reads it to decide anything.
/// </summary>
public sealed class ActRow
{
    public long Id { get; private set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's id; "system" for what no call did.</summary>
    public required string Caller { get; init; }
    public required string CallerName { get; init; }
    public required string Roles { get; init; }

    /// <summary>Department and district that the token speaks for.</summary>
    public required string OnBehalfOf { get; init; }

    /// <summary>The RPC.</summary>
    public required string Action { get; init; }

    /// <summary>Kinds of the rows that were changed.</summary>
    public required string Subject { get; init; }

    /// <summary>Hash of what the changed rows held before, and hold since.</summary>
    public required string Before { get; init; }
    public required string After { get; init; }

    /// <summary>Rows that are never changed again, each with a digest, one a line: they are proven with the act.</summary>
    public required string Written { get; init; }
    public required string Peer { get; init; }
    public required string RequestId { get; init; }

    public string Digest() => Digests.Of(Id, At, Caller, CallerName, Roles, OnBehalfOf, Action, Subject, Before, After, Written, Peer, RequestId);

    internal static void Map(EntityTypeBuilder<ActRow> row)
    {
        row.ToTable("Acts");
        row.Property(r => r.Action).HasMaxLength(200);
        row.Property(r => r.Before).HasMaxLength(64);
        row.Property(r => r.After).HasMaxLength(64);
    }
}

/// <summary>
/// Some acts, sealed: their digests in the order of their numbers, and the hash of the block before. An act belongs to one block; an act that becomes
/// visible late (a long transaction) comes into a later one.
/// </summary>
public sealed class ActBlockRow
{
    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Numbers of its acts, as ranges: "1-7,9".</summary>
    public required string Acts { get; init; }

    /// <summary>Hash of the block before; empty for the first.</summary>
    public required string Previous { get; init; }
    public required string Hash { get; init; }

    public static string HashOf(int number, DateTimeOffset at, string acts, string previous, IEnumerable<string> digests) => Digests.Of(number, at, acts, previous, string.Join('\n', digests));

    internal static void Map(EntityTypeBuilder<ActBlockRow> row)
    {
        row.ToTable("ActBlocks");
        row.HasKey(r => r.Number);
        row.Property(r => r.Number).ValueGeneratedNever();
        row.Property(r => r.Previous).HasMaxLength(64);
        row.Property(r => r.Hash).HasMaxLength(64);
    }
}
