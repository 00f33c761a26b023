namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What a copy of an entry's words is, and what is not.</summary>
public sealed class ForgottenWordsTests
{
    [Theory]
    [InlineData("Jane Roe called", "Note: Jane Roe called", "Note: [redacted]")]
    [InlineData("Jane Roe called", "⟦b:Ana⟧: Note: jane roe  called!", "⟦b:Ana⟧: Note: [redacted]!")]
    [InlineData("Jane Roe called twice today", "Ana: Jane Roe cal…", "Ana: [redacted]…")]
    [InlineData("Jane Roe called twice today", "• Jane Roe called…\n• more", "• [redacted]…\n• more")]
    [InlineData("Jane Roe cannot pay", "inc-7-jane-roe-cannot-pay", "inc-7-[redacted]")]
    [InlineData("note Jane Roe called", "Jane Roe called", "[redacted]")]
    [InlineData("see https://crm.test/roe for it", "⟦l:https://crm.test/roe|crm⟧", "[redacted]")]
    [InlineData("kill Jane Roe confirm: Zed", "“kill Jane Roe” destroys state", "“[redacted]” destroys state")]
    [InlineData("Jane Roe", "Jane Roe and Jane Roe", "[redacted] and [redacted]")]
    [InlineData("[redacted] of Jane Roe", "[redacted] of Jane Roe", "[redacted] [redacted]")]
    public void A_copy_is_masked(string said, string text, string masked)
    {
        var forgotten = new ForgottenWords([said], ["Ana"]);
        Assert.Equal(masked, forgotten.Mask(text));
        Assert.True(forgotten.IsIn(text));
    }

    [Fact]
    public void Of_what_is_said_about_the_entry_every_own_word_goes() =>
        Assert.Equal(
            "data of [redacted], it is a card",
            new ForgottenWords(["Jane Roe called"], []).MaskEvery("data of Jane Roe, it is a card")
        );

    [Theory]
    [InlineData("load balancer restarted, all is well", "the load balancer is down")]
    [InlineData("it is down", "it is down again")]
    [InlineData("Ana called", "Ana called")]
    [InlineData("⟦@U1⟧ pays", "⟦@U1⟧ is here")]
    [InlineData("12", "12 minutes")]
    public void What_others_say_themselves_is_left(string said, string text) =>
        Assert.Equal(text, new ForgottenWords([said], ["Ana", "12"]).Mask(text));
}
