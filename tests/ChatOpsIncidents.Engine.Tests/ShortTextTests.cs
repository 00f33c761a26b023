using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Texts that are longer than the room there is for them.</summary>
public sealed class ShortTextTests
{
    [
        Theory,
        InlineData("abcdef", 6, "abcdef"),
        InlineData("abcdef", 5, "abcd…"),
        InlineData("abc🔥", 5, "abc🔥"),
        InlineData("abc🔥d", 5, "abc…"),
        InlineData("ab👩‍🚒c", 7, "ab…"),
        InlineData("🔥🔥", 1, "…")
    ]
    public void What_looks_like_one_character_is_left_whole_or_left_out(string text, int most, string cut) =>
        Assert.Equal(cut, ShortText.Cut(text, most));

    [Fact]
    public void Half_an_emoji_is_kept_as_it_came()
    {
        Assert.Equal("cut \ud83d", ShortText.Cut("cut \ud83d", 10));
        Assert.Equal("cut…", ShortText.Cut("cut\ud83d here", 4));
    }
}
