using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Publication.Proof;

/// <summary>
/// The key that manifests and log entries are signed with: ECDSA on P-256 with SHA-256 (FIPS 186-5), because browsers, OpenSSL and every
/// language can verify it without a package of ours. It is rotated by putting another file in its place and starting again: all public
/// keys that were ever used stay published, each under its id.
/// </summary>
public sealed class SigningKey : IDisposable
{
    public const string Setting = "Signing:KeyFile";

    /// <summary>Instead of a file, for containers that get their secrets as variables: PKCS#8 in DER, base64.</summary>
    public const string InlineSetting = "Signing:Key";

    readonly ECDsa key;
    readonly byte[] secret;
    readonly Lock guard = new();

    SigningKey(ECDsa key)
    {
        this.key = key;
        Public = PublicKey.Of(key);
        secret = SHA256.HashData([.. "budget nonces\n"u8, .. key.ExportParameters(includePrivateParameters: true).D!]);
    }

    public PublicKey Public { get; }

    /// <summary>The key that is configured, or one for trying things out that is made once in the data folder.</summary>
    public static SigningKey Load(IConfiguration configuration, IHostEnvironment environment, ILogger<SigningKey> log)
    {
        if (configuration[InlineSetting] is { Length: > 0 } inline) return From(InlineSetting, "it", key => key.ImportPkcs8PrivateKey(Convert.FromBase64String(inline), out _));
        if (configuration[Setting] is { Length: > 0 } configured) return FromPem(Path.GetFullPath(configured, environment.ContentRootPath));
        var file = Path.GetFullPath(Path.Combine(configuration["DataFolder"] is { Length: > 0 } data ? data : "data", "publication-signing.pem"), environment.ContentRootPath);
        if (!File.Exists(file))
        {
            Make(file);
            log.LogWarning("No {Setting} is set; a key for trying things out was made in {File}. Set a key of the district's own before anything real is published", Setting, file);
        }
        return FromPem(file);
    }

    static SigningKey FromPem(string file) => From(Setting, file, key => key.ImportFromPem(File.ReadAllText(file)));

    static SigningKey From(string setting, string what, Action<ECDsa> import)
    {
        var key = ECDsa.Create();
        try
        {
            import(key);
            if (key.ExportParameters(includePrivateParameters: true) is { D: null } or { Curve.Oid.Value: not "1.2.840.10045.3.1.7" }) throw new CryptographicException("it is no private key on P-256.");
            return new SigningKey(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw new InvalidOperationException($"{setting}: {what} cannot be used: {e.Message} Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE", e);
        }
    }

    /// <summary>Of several instances that start at once on one folder, one makes it.</summary>
    static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(own, options)) stream.Write(Encoding.ASCII.GetBytes(fresh.ExportPkcs8PrivateKeyPem() + "\n"));
        try
        {
            File.Move(own, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(own);
        }
    }

    /// <summary>In DER, as OpenSSL reads it.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        lock (guard) return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>
    /// A number that nobody without the key can guess, the same each time. A manifest carries one, so that its hash in the log, which stays for
    /// ever, cannot be used to try out what a withheld figure may have been.
    /// </summary>
    public string Nonce(string of) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(of)).AsSpan(0, 16));

    public void Dispose() => key.Dispose();
}

/// <param name="Id">Thumbprint of the key (RFC 7638), so that an id cannot be given to another key.</param>
/// <param name="X">Base64url, as in a JSON Web Key.</param>
public sealed record PublicKey(string Id, string X, string Y)
{
    public static PublicKey Of(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Of(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    public static PublicKey Of(string x, string y) => new(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""))), x, y);

    /// <summary>Reads a PEM file with a public (or private) key; null if it is none on P-256.</summary>
    public static PublicKey? FromPem(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 ? Of(key) : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    public bool Verifies(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = Open();
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public byte[] Der()
    {
        using var key = Open();
        return key.ExportSubjectPublicKeyInfo();
    }

    public string Pem()
    {
        using var key = Open();
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    ECDsa Open() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
    });
}
