using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Grpc.Core;

/// <summary>The headers or trailers of a call, in order; a key may occur more than once.</summary>
public sealed class Metadata : IList<Metadata.Entry>
{
    /// <summary>Keys that end so carry bytes, all others printable ASCII.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    public static readonly Metadata Empty = new(readOnly: true);

    readonly List<Entry> entries = [];
    readonly bool readOnly;

    public Metadata()
    {
    }

    Metadata(bool readOnly) => this.readOnly = readOnly;

    public int Count => entries.Count;

    public bool IsReadOnly => readOnly;

    public Entry this[int index]
    {
        get => entries[index];
        set => Writable()[index] = Required(value);
    }

    /// <summary>The last entry of that key, or null.</summary>
    public Entry? Get(string key) => entries.FindLast(e => string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase));

    public string? GetValue(string key) => Get(key)?.Value;

    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key) =>
        entries.Where(e => string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase));

    public void Add(Entry item) => Writable().Add(Required(item));

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Insert(int index, Entry item) => Writable().Insert(index, Required(item));

    public bool Remove(Entry item) => Writable().Remove(item);

    public void RemoveAt(int index) => Writable().RemoveAt(index);

    public void Clear() => Writable().Clear();

    public bool Contains(Entry item) => entries.Contains(item);

    public int IndexOf(Entry item) => entries.IndexOf(item);

    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    List<Entry> Writable() => readOnly ? throw new InvalidOperationException("This metadata is read-only.") : entries;

    static Entry Required(Entry item) => item ?? throw new ArgumentNullException(nameof(item));

    /// <summary>One header: its key in lower case and its value, text or bytes as the key's suffix says.</summary>
    public class Entry
    {
        readonly string? text;
        readonly byte[]? bytes;

        public Entry(string key, string value)
        {
            Key = Normal(key);
            if (IsBinary)
            {
                throw new ArgumentException($"The key '{key}' ends in '-bin', so its value must be bytes.", nameof(key));
            }
            ArgumentNullException.ThrowIfNull(value);
            text = value;
        }

        public Entry(string key, byte[] valueBytes)
        {
            Key = Normal(key);
            if (!IsBinary)
            {
                throw new ArgumentException($"The key '{key}' does not end in '-bin', so its value must be text.", nameof(key));
            }
            ArgumentNullException.ThrowIfNull(valueBytes);
            bytes = [.. valueBytes];
        }

        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        public string Value => text ?? throw new InvalidOperationException($"The value of '{Key}' is binary; read ValueBytes.");

        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(text!) : [.. bytes];

        public override string ToString() => bytes is null ? $"[Entry: key={Key}, value={text}]" : $"[Entry: key={Key}, valueBytes={bytes.Length}]";

        [SuppressMessage("Globalization", "CA1308", Justification = "HTTP/2 header names are lower case.")]
        static string Normal(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            foreach (var c in key)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                {
                    throw new ArgumentException(
                        $"The metadata key '{key}' may hold only ASCII letters, digits, '.', '_' and '-'.", nameof(key));
                }
            }
            return key.ToLowerInvariant();
        }
    }
}
