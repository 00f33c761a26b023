using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Slack;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>People are called as they wrote their name, and not by the word that others type for them.</summary>
public sealed class SlackUsersTests
{
    [Theory]
    [Trait("Fault", "U38")]
    [InlineData("ana", "Ana Sousa", "Ana Sousa")]
    [InlineData("Ana (on call)", "Ana Sousa", "Ana (on call)")]
    [InlineData("", "Ana Sousa", "Ana Sousa")]
    [InlineData("ana", "", "ana")]
    [InlineData("", "", "a.sousa")]
    public void A_name_is_the_one_that_somebody_gave_as_a_name(string shown, string real, string expected)
    {
        var user = new JsonObject
        {
            ["name"] = "a.sousa",
            ["real_name"] = real,
            ["profile"] = new JsonObject { ["display_name"] = shown, ["real_name"] = real },
        };
        Assert.Equal(expected, SlackUsers.Person("T1", "U1", user).Name);
    }
}
