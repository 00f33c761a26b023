using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ChatOpsIncidents.Host.Access;

/// <summary>The key of <c>Security:Key</c>, by which secrets are encrypted before they are stored:
/// AES-256-GCM.</summary>
public sealed class SecurityKey
{
    /// <summary>The configuration's key.</summary>
    public const string Name = "Security:Key";

    private const int KeyLength = 32;

    private readonly byte[]? _key;

    private SecurityKey(byte[]? key) => _key = key;

    /// <summary>Whether one is set.</summary>
    public bool IsSet => _key is not null;

    /// <summary>Reads it; one that cannot be read counts as none, and <see cref="IsReadable"/> tells.</summary>
    public static SecurityKey Of(IConfiguration configuration) => new(Read(configuration));

    /// <summary>Whether it is absent, or 32 bytes in Base64.</summary>
    public static bool IsReadable(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[Name]) || Read(configuration) is not null;

    private static byte[]? Read(IConfiguration configuration)
    {
        var key = new byte[KeyLength];
        return
            Convert.TryFromBase64String(configuration[Name]?.Trim() ?? "", key, out var length) && length == KeyLength
            ? key
            : null;
    }

    /// <summary>Encrypts a text.</summary>
    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealed_ = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plain.Length];
        var (nonce, tag, content) = Parts(sealed_);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key!, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, plain, content.Span, tag.Span);
        return Convert.ToBase64String(sealed_);
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    /// <exception cref="CryptographicException">It was made by another key, or changed, or no key is set.</exception>
    public string Decrypt(string text)
    {
        if (_key is null)
            throw new CryptographicException($"{Name} is not set, and something was encrypted by it.");
        var (nonce, tag, content) = Parts(Convert.FromBase64String(text));
        var plain = new byte[content.Length];
        using var aes = new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(nonce.Span, content.Span, tag.Span, plain);
        return Encoding.UTF8.GetString(plain);
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Content) Parts(byte[] all)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (all.AsMemory(0, nonce), all.AsMemory(nonce, tag), all.AsMemory(nonce + tag));
    }
}

/// <summary>Encrypts the keys of cookies and forms.</summary>
internal sealed class SecurityKeyEncryptor(SecurityKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement("encrypted", key.Encrypt(plaintextElement.ToString(SaveOptions.DisableFormatting))),
            typeof(SecurityKeyDecryptor)
        );
}

/// <summary>Decrypts them; made by the framework, by the name that stands with each.</summary>
internal sealed class SecurityKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<SecurityKey>().Decrypt(encryptedElement.Value));
}

/// <summary>Where the keys of cookies and forms are kept.</summary>
public static class KeysSetup
{
    /// <summary>Keeps them in the database, encrypted where <c>Security:Key</c> is set.</summary>
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var key = SecurityKey.Of(builder.Configuration);
        builder.Services.AddSingleton(key);
        builder.Services.AddSingleton<PostgresKeys>();
        builder.Services.AddDataProtection().SetApplicationName("ChatOpsIncidents");
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<PostgresKeys>(
                (options, keys) =>
                {
                    options.XmlRepository = keys;
                    options.XmlEncryptor = key.IsSet ? new SecurityKeyEncryptor(key) : null;
                }
            );
    }
}
