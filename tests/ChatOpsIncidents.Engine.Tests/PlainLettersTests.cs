using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Letters of many languages, and the signs of what happened to a message.</summary>
public sealed class PlainLettersTests
{
    [Theory]
    [Trait("Fault", "U29")]
    [Trait("Case", "09")]
    [InlineData("für Müller", "fuer mueller")]
    [InlineData("échoue là-bas", "echoue la bas")]
    [InlineData("cre\u0300me bru\u0302le\u0301e", "creme brulee")]
    [InlineData("Łódź nie działa", "lodz nie dziala")]
    [InlineData("支払い api 502", "api 502")]
    [InlineData("Оплата", "")]
    public void A_word_is_written_plainly_or_left_out_whole(string text, string plain) =>
        Assert.Equal(plain, string.Join(' ', PlainLetters.Words(text)));

    [Theory]
    [InlineData("message", "it fails", "it fails")]
    [InlineData("message-edited", "it failed", "✎ edited: it failed")]
    [InlineData("message-deleted", "", "✕ deleted a message")]
    [InlineData("reaction-added", "pushpin", "reacted with :pushpin:")]
    [InlineData("pinned", "the graph", "📌 pinned: the graph")]
    public void What_happened_to_a_message_is_seen(string kind, string text, string shown) =>
        Assert.Equal(shown, MessageMarks.Of(kind, text));
}
