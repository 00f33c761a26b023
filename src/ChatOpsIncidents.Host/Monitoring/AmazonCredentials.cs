using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>What a request to Amazon is signed with.</summary>
/// <param name="Id">The access key's id.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Session">Of temporary credentials; null: they are not.</param>
public sealed record AmazonKeys(string Id, string Secret, string? Session = null);

/// <summary>Whose credentials sign requests to Amazon: those of the configuration, else those that AWS gives to whoever
/// runs here (environment, profile, web identity of a cluster, container, instance).</summary>
public sealed class AmazonCredentials(IOptions<MonitoringOptions> options, ILogger<AmazonCredentials> log)
{
    private AWSCredentials? _found;

    /// <summary>The credentials as they count now; null: there are none.</summary>
    public async Task<AmazonKeys?> Find(CancellationToken ct)
    {
        var place = options.Value.CloudWatch;
        if (place is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0 })
            return new AmazonKeys(place.AccessKeyId, place.SecretAccessKey, place.SessionToken);
        try
        {
            // They renew themselves before they lapse. Looking for them asks the network, and holds a thread.
            _found ??= await Task.Run(() => DefaultAWSCredentialsIdentityResolver.GetCredentials(), ct);
            var keys = await _found.GetCredentialsAsync();
            return new AmazonKeys(keys.AccessKey, keys.SecretKey, keys.Token);
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException or IOException)
        {
            _found = null;
            Log.NoAmazonCredentials(log, fault.GetType().Name);
            return null;
        }
    }
}
