using System.ComponentModel;

namespace Grpc.Core;

/// <summary>Messages that arrive one after the other.</summary>
public interface IAsyncStreamReader<out T>
{
    T Current { get; }

    /// <summary>True when <see cref="Current"/> holds the next message, false at the end of the stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages that leave one after the other; one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream writer cannot cancel a single write.")
        : WriteAsync(message);
}

public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Ends the client's half of the call.</summary>
    Task CompleteAsync();
}

public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}

public static class AsyncStreamReaderExtensions
{
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader) where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}

[Flags]
public enum WriteFlags
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    None = 0,
    BufferHint = 1,
    NoCompress = 2,
}

public class WriteOptions(WriteFlags flags = default)
{
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
