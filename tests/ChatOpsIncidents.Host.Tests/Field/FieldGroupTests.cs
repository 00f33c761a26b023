using System.Text.Json;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Groups of people are called by their names, rung only by a page, and given nothing to do; over signed
/// HTTP.</summary>
public sealed class FieldGroupTests
{
    private const string Ana = "U0ANASOUSA";

    [Fact, Trait("Case", "03")]
    public Task A_page_rings_the_group_and_everywhere_else_it_has_its_name() => FieldCase.Play("03-user-group");

    [Fact, Trait("Case", "03")]
    public async Task A_group_is_given_no_duty_and_nobody_reads_its_id()
    {
        await using var played = await FieldCase.Start();
        using var declared = JsonDocument.Parse(
            $$"""{"command":"declare major it hangs","by":"{{Ana}}","in":"C0GENERAL","opens":true}"""
        );
        await played.Do(declared.RootElement);
        foreach (
            var line in new[]
            {
                "task <!subteam^S0PAYMENTS> look at the logs",
                "ask <!subteam^S0PAYMENTS> \"does it open?\"",
                "ask \"does it open?\" <!subteam^S0PAYMENTS>",
                "role comms <!subteam^S0PAYMENTS>",
                "assign comms <!subteam^S0PAYMENTS>",
                "handover lead <!subteam^S0PAYMENTS|@payments-oncall>",
                "action <!subteam^S0PAYMENTS> alert on the queue by friday",
            }
        )
        {
            var answer = await played.Type(Ana, played.Incidents.Named("$ROOM"), line);
            Assert.Contains("@payments-oncall is a group", answer.Text, StringComparison.Ordinal);
        }

        await played.Type(
            Ana,
            "C0GENERAL",
            $"{played.Incidents.Id(null)} task me tell <!subteam^S0PLATFORM> and <!here>"
        );
        var entries = await played.Timeline(played.Incidents.Id(null));
        Assert.Contains(
            entries,
            one => one!["text"]!.ToString().EndsWith("tell @platform-oncall and @here", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(entries, one => one!.ToJsonString().Contains("subteam", StringComparison.Ordinal));
    }
}
