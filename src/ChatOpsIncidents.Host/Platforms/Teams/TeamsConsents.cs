using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Questions for files, and the places that are named for them, sealed with the hosts' own keys: what comes
/// back is what was asked, and nobody reads a place in the database.</summary>
internal sealed class TeamsConsents(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a question may be answered.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly IDataProtector _consents = protection.CreateProtector("teams-file-consents");
    private readonly IDataProtector _targets = protection.CreateProtector("teams-file-targets");

    /// <summary>A question, as it goes out.</summary>
    public string Seal(FileConsent consent) => Seal(_consents, consent with { Until = clock.GetUtcNow() + Lasts });

    /// <summary>A question that came back; null: it is none of ours, or too old.</summary>
    public FileConsent? Open(string? consent) =>
        Open<FileConsent>(_consents, consent) is { } open && open.Until > clock.GetUtcNow() ? open : null;

    /// <summary>A place, as it is stored.</summary>
    public string Seal(FileTarget target) => Seal(_targets, target);

    /// <summary>A place that was stored; null: it is none.</summary>
    public FileTarget? Target(string target) => Open<FileTarget>(_targets, target);

    private static string Seal<T>(IDataProtector seal, T what) =>
        seal.Protect(JsonSerializer.Serialize(what, TeamsJson.Relaxed));

    private static T? Open<T>(IDataProtector seal, string? what)
        where T : class
    {
        try
        {
            return what is null ? null : JsonSerializer.Deserialize<T>(seal.Unprotect(what), TeamsJson.Relaxed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What somebody is asked.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Format">The file's format.</param>
/// <param name="Person">Who asked for it.</param>
/// <param name="Name">The file's name.</param>
internal sealed record FileConsent(string Incident, string Format, string Person, string Name)
{
    /// <summary>What makes two answers to one question the same.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>When it is too old.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>Where a file goes.</summary>
/// <param name="UploadUrl">The place that takes it.</param>
/// <param name="Conversation">The chat in which it was agreed to.</param>
internal sealed record FileTarget(string UploadUrl, string Conversation)
{
    /// <summary>Where it is read.</summary>
    public string? ContentUrl { get; init; }

    /// <summary>Its id there.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Its kind.</summary>
    public string? FileType { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The message that asked.</summary>
    public string? Question { get; init; }
}
