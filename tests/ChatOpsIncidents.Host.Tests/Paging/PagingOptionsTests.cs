using ChatOpsIncidents.Host.Paging;
using Microsoft.Extensions.Configuration;

namespace ChatOpsIncidents.Host.Tests.Paging;

public sealed class PagingOptionsTests
{
    [Theory]
    [InlineData("Paging:PagerDty:Keys:a", "x", "Paging:PagerDty: nothing is known of this key")]
    [InlineData("Paging:PagerDuty:Key:a", "x", "Paging:PagerDuty:Key: nothing is known of this key")]
    [InlineData("Paging:PagerDuty:Keys:a", "short", "Paging:PagerDuty:Keys:a must be an integration key")]
    [InlineData("Paging:PagerDuty:Url", "events.pagerduty.com", "Paging:PagerDuty:Url is no address")]
    [InlineData("Paging:Jsm:Responders:a", "team:Payments", "Paging:Jsm:Key is missing")]
    [InlineData("Paging:Jsm:Responders:a", "Payments", "Paging:Jsm:Responders:a must be team:")]
    [InlineData("Paging:OnCall:Urls:a", "http://oncall.example.com/x", "Paging:OnCall:Urls:a must be an https address")]
    [InlineData("Paging:Webhook:Urls:a", "https://hook.example.com", "Paging:Webhook:Secrets is missing")]
    [InlineData("Paging:Webhook:Secrets:0", "whsec_c2hvcnQ=", "Paging:Webhook:Secrets:0 must be whsec_")]
    [InlineData("Paging:Mail:To:a", "a@x.test", "Paging:Mail:Server is missing")]
    [InlineData("Paging:Mail:To:a", "nobody", "Paging:Mail:To:a must be mail addresses")]
    [InlineData("Paging:Mail:Port", "many", "Paging: ")]
    public void A_fault_names_its_key_and_what_to_write(string key, string value, string fault)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [key] = value })
            .Build();
        Assert.Contains(PagingOptions.Faults(configuration), one => one.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void No_fault_repeats_a_secret()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Paging:PagerDuty:Keys:a"] = "s3cret",
                    ["Paging:OnCall:Urls:a"] = "http://x.test/s3cret",
                    ["Paging:Webhook:Secrets:0"] = "s3cret",
                }
            )
            .Build();
        Assert.Equal(3, PagingOptions.Faults(configuration).Count());
        Assert.DoesNotContain(
            "s3cret",
            string.Join('\n', PagingOptions.Faults(configuration)),
            StringComparison.Ordinal
        );
    }
}
