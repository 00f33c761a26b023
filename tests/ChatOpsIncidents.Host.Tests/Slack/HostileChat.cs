using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>Messages and forms of whatever people type, however much of it.</summary>
internal static class HostileChat
{
    private static readonly string[] Pieces =
    [
        "<!channel>",
        "<!here|x>",
        "<!everyone>",
        "<!subteam^S1>",
        "<@U1>",
        "<@U1|<!channel>>",
        "<#C1|<!here>>",
        "&lt;!channel&gt;",
        "&amp;",
        "&",
        "<",
        ">",
        "|",
        "*",
        "_",
        "`",
        "```",
        "~",
        "\n",
        "\n> ",
        "• ",
        "⟦",
        "⟧",
        "⟦b:",
        "⟦c:x`y⟧",
        "⟦b:a*b\nc⟧",
        "⟦@!channel⟧",
        "⟦@U1|x> <!here⟧",
        "⟦#C1⟧",
        "⟦@U99⟧",
        "⟦t:2026-11-21T14:05:00Z⟧",
        "⟦t:x|<!here>⟧",
        "⟦l:https://a.test|<!channel>⟧",
        "⟦l:https://a.test/>|<!here>|x⟧",
        "⟦l:javascript:x|y⟧",
        "⟦l:mailto:a@b|c⟧",
        "https://x.test/<!channel>",
        "https://x.test/a|b",
        "<https://x.test|<!here>>",
        "👩‍🚒",
        "e\u0301\u0301\u0301",
        "\u202E",
        "\uD800",
        "\u00A0",
        "a",
        "word ",
        "   ",
        "@channel",
        "\r\n",
        "\t",
    ];

    /// <summary>A message; every twentieth is long, every fiftieth very long.</summary>
    public static ChatMessage Message(Random random, int run) =>
        new ChatMessage
        {
            Title = random.Next(3) == 0 ? null : Hostile(random, 30),
            Body = Hostile(random, run % 50 == 0 ? 9_000 : 60),
            Facts =
            [
                .. Enumerable
                    .Range(0, random.Next(14))
                    .Select(_ => new ChatFact(Hostile(random, 5), Hostile(random, run % 20 == 0 ? 900 : 8))),
            ],
            Actions =
            [
                .. Enumerable
                    .Range(0, random.Next(30))
                    .Select(_ => new ChatAction(
                        Hostile(random, 20),
                        Hostile(random, 30),
                        (ActionStyle)random.Next(3),
                        random.Next(2) == 0 ? null : Hostile(random, 90)
                    )),
            ],
            Footer = random.Next(2) == 0 ? null : Hostile(random, 20),
            Tone = (Tone)random.Next(4),
        };

    /// <summary>A form of every kind of field.</summary>
    public static Form Form(Random random) =>
        new Form
        {
            Verb = "note",
            Title = Hostile(random, 9),
            Submit = Hostile(random, 9),
            Intro = Hostile(random, 40),
            Fields =
            [
                .. Enum.GetValues<FieldKind>()
                    .Select(kind => new FormField
                    {
                        Key = kind.ToString(),
                        Label = Hostile(random, 40),
                        Kind = kind,
                        Value = Hostile(random, 400),
                        Hint = Hostile(random, 40),
                        LengthMax = random.Next(0, 5_000),
                        Options =
                        [
                            .. Enumerable
                                .Range(0, random.Next(15))
                                .Select(i => new FieldOption($"o{i}", Hostile(random, 20))),
                        ],
                    }),
            ],
        };

    private static string Hostile(Random random, int pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(pieces + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
