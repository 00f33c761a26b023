using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>Who is let in: published and recorded signatures, and everything that is nearly one.</summary>
public sealed class ProofTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:chatops";

    // What trackers will sign one day is signed by the same schemes.
    private static readonly Dictionary<string, IAuthScheme> Others = new()
    {
        ["jira"] = HmacScheme.Sha256("X-Hub-Signature", prefix: "sha256="),
        ["linear"] = HmacScheme.Sha256("Linear-Signature"),
    };

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1795183353);

    public static TheoryData<string, string, string, string> Vectors()
    {
        TheoryData<string, string, string, string> rows = [];
        foreach (var line in File.ReadLines(Path.Combine(SignalSamples.Folder, "vectors.tsv")).Skip(2))
        {
            var cells = line.Split('\t');
            if (cells[3] != "old-secret (and new-secret)")
                rows.Add(cells[0], cells[1], cells[2], cells[3]);
            else
            {
                rows.Add(cells[0], cells[1], cells[2], "old-secret");
                rows.Add(cells[0], cells[1], cells[2], "new-secret");
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_recorded_signature_is_right_and_nothing_near_it(
        string file,
        string header,
        string value,
        string secret
    )
    {
        var body = SignalSamples.Bytes(file);
        var headers = Headers(header, value);
        Assert.Equal(Proof.Right, await Judge(file, headers, body, secret));
        Assert.Equal(Proof.Right, await Judge(file, headers, body, "another-secret", secret));

        Assert.NotEqual(Proof.Right, await Judge(file, headers, body, "another-secret"));
        Assert.NotEqual(Proof.Right, await Judge(file, headers, body, secret + "x"));
        Assert.NotEqual(Proof.Right, await Judge(file, [], body, secret));
        headers[header] = new StringValues([value, value]);
        Assert.NotEqual(Proof.Right, await Judge(file, headers, body, secret));
        // Of two signatures in one header a broken one does no harm.
        var single = value.Split(",v1=")[0];
        foreach (
            var wrong in new[] { "", " ", "sha256=", "v1=", "v1,", "zz", single[..^2], "sha1=" + single, "ü" + single }
        )
        {
            headers[header] = wrong;
            Assert.NotEqual(Proof.Right, await Judge(file, headers, body, secret));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task One_byte_changed_is_another_body(string file, string header, string value, string secret)
    {
        var body = SignalSamples.Bytes(file);
        if (header == "X-Gitlab-Token")
            return; // A token proves the sender, not the body.
        foreach (var at in new[] { 0, body.Length / 2, body.Length - 1 })
        {
            var changed = body.ToArray();
            changed[at] ^= 1;
            Assert.Equal(Proof.Wrong, await Judge(file, Headers(header, value), changed, secret));
        }

        Assert.Equal(Proof.Wrong, await Judge(file, Headers(header, value), [.. body, (byte)'\n'], secret));
        Assert.Equal(Proof.Wrong, await Judge(file, Headers(header, value), [], secret));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task The_signature_of_another_body_is_wrong(string file, string header, string value, string secret)
    {
        if (header == "X-Gitlab-Token")
            return;
        var source = file.Split('/')[0];
        foreach (var other in SignalSamples.Bodies.Where(name => name.StartsWith(source + "/") && name != file))
            Assert.Equal(Proof.Wrong, await Judge(file, Headers(header, value), SignalSamples.Bytes(other), secret));
    }

    [Fact]
    public async Task Digits_may_be_capitals()
    {
        const string File = "launchdarkly/flag.updateOn.json";
        var value = Vectors().Select(row => (object[])row).First(row => (string)row[0] == File)[2].ToString()!;
        var headers = Headers("X-LD-Signature", value.ToUpperInvariant());
        Assert.Equal(Proof.Right, await Judge(File, headers, SignalSamples.Bytes(File), "ld-test-secret"));
    }

    [Fact]
    public async Task A_signature_counts_more_than_a_token_beside_it()
    {
        const string File = "gitlab/deployment.success.json";
        var headers = Headers("X-Gitlab-Token", "gitlab-test-token");
        Assert.Equal(Proof.Right, await Judge(File, headers, SignalSamples.Bytes(File), "gitlab-test-token"));
        headers["webhook-signature"] = "v1,AAAA";
        Assert.Equal(Proof.Wrong, await Judge(File, headers, SignalSamples.Bytes(File), "gitlab-test-token"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task What_was_signed_long_ago_or_will_be_is_refused(int seconds)
    {
        const string File = "gitlab/deployment.success.json";
        var value = Vectors().Select(row => (object[])row).First(row => (string)row[1] == "webhook-signature");
        var request = new HookRequest(
            Headers("webhook-signature", (string)value[2]),
            new QueryCollection(),
            SignalSamples.Bytes(File),
            SignedAt.AddSeconds(seconds)
        );
        Assert.Equal(Proof.Wrong, await Judge("gitlab", request, (string)value[3]));
    }

    [Theory]
    [InlineData("Authorization", "Bearer the-token", Proof.Right)]
    [InlineData("Authorization", "bearer the-token", Proof.Right)]
    [InlineData("Authorization", "Basic dXNlcjp0aGUtdG9rZW4=", Proof.Right)]
    [InlineData("Authorization", "the-token", Proof.Right)]
    [InlineData("Authorization", "Basic !!!", Proof.Wrong)]
    [InlineData("Authorization", "Bearer the-token2", Proof.Wrong)]
    [InlineData("Authorization", "Bearer ", Proof.Wrong)]
    [InlineData("X-Hook-Token", "the-token", Proof.Right)]
    [InlineData("X-Hook-Token", "another", Proof.Wrong)]
    [InlineData("X-Something", "the-token", Proof.Absent)]
    public async Task A_token_comes_in_the_ways_that_senders_know(string header, string value, Proof expected) =>
        Assert.Equal(
            expected,
            await new HookProofs(Options.Create(new HooksOptions { Token = "the-token" })).Judge(
                Sources().Find("alerts", "alertmanager")!,
                new HookRequest(Headers(header, value), new QueryCollection(), Array.Empty<byte>(), SignedAt),
                default
            )
        );

    [Fact]
    public async Task A_token_in_the_address_is_taken_only_from_those_who_can_do_nothing_else()
    {
        var query = new QueryCollection(new Dictionary<string, StringValues> { ["token"] = "the-token" });
        var request = new HookRequest(new HeaderDictionary(), query, Array.Empty<byte>(), SignedAt);
        var proofs = new HookProofs(Options.Create(new HooksOptions { Token = "the-token" }));
        Assert.Equal(Proof.Right, await proofs.Judge(Sources().Find("alerts", "azure")!, request, default));
        Assert.Equal(Proof.Absent, await proofs.Judge(Sources().Find("alerts", "grafana")!, request, default));
    }

    [Fact]
    public async Task A_source_that_signs_takes_no_token_and_one_with_its_own_secret_not_the_shared_one()
    {
        var request = new HookRequest(
            Headers("Authorization", "Bearer the-token"),
            new QueryCollection(),
            Array.Empty<byte>(),
            SignedAt
        );
        var shared = new HookProofs(Options.Create(new HooksOptions { Token = "the-token" }));
        Assert.Equal(Proof.Absent, await shared.Judge(Sources().Find("deploys", "github")!, request, default));
        var own = new HookProofs(
            Options.Create(
                new HooksOptions
                {
                    Token = "the-token",
                    Secrets = new Dictionary<string, string[]> { ["datadog"] = ["datadogs-own"] },
                }
            )
        );
        Assert.Equal(Proof.Wrong, await own.Judge(Sources().Find("alerts", "datadog")!, request, default));
    }

    [Theory]
    [InlineData("signed.v1.alarm.json", Proof.Right)]
    [InlineData("signed.v2.alarm.json", Proof.Right)]
    [InlineData("signed.v2.composite-alarm.json", Proof.Right)]
    [InlineData("signed.v2.no-subject.json", Proof.Right)]
    [InlineData("signed.v1.subscription-confirmation.json", Proof.Right)]
    [InlineData("signed.v2.subscription-confirmation.json", Proof.Right)]
    [InlineData("signed.v2.tampered.json", Proof.Wrong)]
    [InlineData("real.notification.cloudwatch-alarm.json", Proof.Wrong)]
    public async Task A_message_of_a_topic_is_proven_by_amazons_certificate(string file, Proof expected)
    {
        var body = SignalSamples.Bytes("sns-cloudwatch/" + file);
        var at = DateTimeOffset.Parse(JsonNode.Parse(body)!["Timestamp"]!.ToString(), CultureInfo.InvariantCulture);
        var request = new HookRequest(new HeaderDictionary(), new QueryCollection(), body, at.AddMinutes(1));
        Assert.Equal(expected, await new SnsScheme(new TestCertificate(), Allowed()).Check(request, [], default));
        var late = request with { ReceivedAt = at.AddHours(2) };
        Assert.Equal(Proof.Wrong, await new SnsScheme(new TestCertificate(), Allowed()).Check(late, [], default));
        var nobodys = Options.Create(new HooksOptions());
        Assert.Equal(Proof.Wrong, await new SnsScheme(new TestCertificate(), nobodys).Check(request, [], default));
    }

    [Theory]
    [InlineData("signed.v2.alarm")]
    [InlineData("signed.v2.subscription-confirmation")]
    public void The_signed_text_is_amazons_to_the_byte(string file)
    {
        using var json = System.Text.Json.JsonDocument.Parse(SignalSamples.Bytes($"sns-cloudwatch/{file}.json"));
        Assert.Equal(
            SignalSamples.Bytes($"sns-cloudwatch/{file}.string-to-sign.raw"),
            SnsScheme.StringToSign(json.RootElement)
        );
    }

    [Theory]
    [InlineData("http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-00.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-00.pem")]
    [InlineData("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.test/SimpleNotificationService-00.pem")]
    [InlineData("https://evil.test/sns.eu-west-1.amazonaws.com/SimpleNotificationService-00.pem")]
    [InlineData("https://a@sns.eu-west-1.amazonaws.com/SimpleNotificationService-00.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-00.pem?x=1")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-00.txt")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_certificate_elsewhere_is_refused_without_a_call(string address)
    {
        var body = JsonNode.Parse(SignalSamples.Bytes("sns-cloudwatch/signed.v2.alarm.json"))!;
        body["SigningCertURL"] = address;
        var certificates = new TestCertificate();
        var request = new HookRequest(
            new HeaderDictionary(),
            new QueryCollection(),
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            SignalSamples.Then
        );
        Assert.Equal(Proof.Wrong, await new SnsScheme(certificates, Allowed()).Check(request, [], default));
        Assert.Equal(0, certificates.Asked);
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=y", true)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&TopicArn=x", false)]
    [InlineData("https://sns.eu-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=y", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/x?Action=ConfirmSubscription&TopicArn=x&Token=y", false)]
    [InlineData("http://169.254.169.254/?Action=ConfirmSubscription&TopicArn=x&Token=y", false)]
    public void A_subscription_is_confirmed_at_amazon_only(string address, bool allowed) =>
        Assert.Equal(allowed, SnsAddress.OfSubscription(address, Topic) is not null);

    [Fact]
    public async Task A_certificate_that_cannot_be_had_is_no_refusal()
    {
        var request = new HookRequest(
            new HeaderDictionary(),
            new QueryCollection(),
            SignalSamples.Bytes("sns-cloudwatch/signed.v2.alarm.json"),
            SignalSamples.Then
        );
        var scheme = new SnsScheme(new TestCertificate { IsAway = true }, Allowed());
        Assert.Equal(Proof.Unclear, await scheme.Check(request, [], default));
    }

    private static IOptions<HooksOptions> Allowed() =>
        Options.Create(new HooksOptions { SnsTopics = [Topic, "arn:aws:sns:eu-west-1:1234567890:alerta-test"] });

    private static SourceTable Sources() => new(new SnsScheme(new TestCertificate(), Allowed()));

    private static HeaderDictionary Headers(string name, string value)
    {
        HeaderDictionary headers = new() { [name] = value };
        if (name == "webhook-signature")
        {
            headers["webhook-id"] = "f5e57e68-bcd0-4c66-9e4b-2b1a4f3b0001";
            headers["webhook-timestamp"] = "1795183353";
        }

        // The same body has a signature with the time and one without.
        if (value.StartsWith("dbfd1b12"))
            headers["X-Grafana-Alerting-Timestamp"] = "1795183353";
        return headers;
    }

    private static Task<Proof> Judge(string file, HeaderDictionary headers, byte[] body, params string[] secrets) =>
        Judge(file.Split('/')[0], new HookRequest(headers, new QueryCollection(), body, SignedAt), secrets);

    private static async Task<Proof> Judge(string folder, HookRequest request, params string[] secrets)
    {
        if (Others.TryGetValue(folder, out var scheme))
            return await scheme.Check(request, secrets, default);
        var (kind, source) = SignalSamples.AddressOf(folder + "/x")!.Value;
        var options = new HooksOptions { Secrets = new Dictionary<string, string[]> { [source] = secrets } };
        return await new HookProofs(Options.Create(options)).Judge(Sources().Find(kind, source)!, request, default);
    }

    private sealed class TestCertificate : ISnsCertificates
    {
        public int Asked { get; private set; }

        public bool IsAway { get; init; }

        public Task<X509Certificate2?> Find(Uri address, CancellationToken ct)
        {
            Asked++;
            var pem = File.ReadAllText(Path.Combine(SignalSamples.Folder, "sns-cloudwatch", "test-signing-cert.pem"));
            return Task.FromResult(IsAway ? null : X509Certificate2.CreateFromPem(pem));
        }
    }
}
