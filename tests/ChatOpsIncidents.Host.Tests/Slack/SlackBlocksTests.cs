using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed partial class SlackBlocksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 10, 0, TimeSpan.Zero);

    internal static readonly Dictionary<string, ChatMessage> Messages = new()
    {
        ["words"] = ChatMessage.Text("Nothing to do."),
        ["card"] = new ChatMessage
        {
            Title = "INC-7 Checkout fails for EU cards",
            Body =
                $"{Markup.Bold("Major")} · Contain · led by {Markup.Mention("U012AB")}\n"
                + $"Since {Markup.Time(Now.AddMinutes(-5))}\n> as a customer said: <b>nothing</b> works & it's late",
            Facts =
            [
                new ChatFact("Impact", "most users, main flow"),
                new ChatFact("Next", ""),
                new ChatFact("Page", Markup.Link("https://i.test/7?a=1&b=2", "INC-7")),
            ],
            Actions =
            [
                new ChatAction("Record rollback", "INC-7 rollback payments to 4.1", ActionStyle.Primary),
                new ChatAction("Resolve", "INC-7 resolve", ActionStyle.Primary, Confirm: "Is it over?"),
                new ChatAction("Cancel", "INC-7 cancel", ActionStyle.Danger),
                new ChatAction("Dashboard", "", Url: "https://grafana.test/d/1"),
                new ChatAction("Bad link", "", Url: "javascript:alert(1)"),
            ],
            Footer = $"Type {Markup.Code("/incident next")}",
            Tone = Tone.Urgent,
        },
        ["rows"] = new ChatMessage
        {
            Title = "Ways back",
            Body = "Which one?",
            Facts =
            [
                new ChatFact("payments", "to 4.1 · 4 min")
                {
                    Action = new ChatAction("Roll back payments", "INC-7 rollback payments", ActionStyle.Primary),
                },
                new ChatFact("search", "to 7 · 2 min")
                {
                    Action = new ChatAction("Roll back search", "INC-7 rollback search"),
                },
                new ChatFact("edge", "running"),
            ],
            More =
            [
                new ChatAction("No way back", "INC-7 rollback none"),
                new ChatAction("Too long", new string('x', 151)),
            ],
        },
        ["good-news"] = new ChatMessage { Body = "Resolved. Rest now.", Tone = Tone.Good },
        ["empty"] = new ChatMessage { Body = "" },
    };

    public static TheoryData<string> MessageNames => [.. Messages.Keys];

    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Messages_look_as_approved(string name)
    {
        var rendered = SlackBlocks.Render(Messages[name], Now);
        Assert.Empty(BlockKitValidator.Check("response_message", rendered));
        Approved.Check("message-" + name, rendered);
    }

    [Fact]
    public void A_form_looks_as_approved()
    {
        var view = SlackForms.Render(Everything, new FormContext("INC-7", "C1"), Now);
        Assert.Empty(BlockKitValidator.Check("view_modal", view));
        Approved.Check("form", view);
    }

    [Fact]
    public void A_home_tab_is_a_view_however_much_there_is()
    {
        ChatMessage[] parts =
        [
            new() { Title = "Your tasks", Body = "" },
            .. Enumerable
                .Range(1, 80)
                .Select(n =>
                    ChatMessage.Text(
                        $"#{n} trace",
                        new ChatAction("Done", $"INC-7 done #{n}"),
                        new ChatAction("Stuck", $"INC-7 stuck #{n}")
                    )
                ),
        ];
        var view = SlackHome.View("U1", parts, Now)["view"]!;
        Assert.Equal(SlackHome.BlocksMax, view["blocks"]!.AsArray().Count);
        Assert.Equal([], BlockKitValidator.Check("view_home", view));
        var empty = SlackHome.View("U1", [ChatMessage.Text("All calm")], Now)["view"]!;
        Assert.Equal([], BlockKitValidator.Check("view_home", empty));
    }

    [Fact]
    public void A_submission_gives_the_values_by_key()
    {
        var state = JsonNode
            .Parse(
                """
                {"rest":{"value":{"type":"plain_text_input","value":" all cards fail "}},
                 "who":{"value":{"type":"radio_buttons","selected_option":{"value":"most","text":{"type":"plain_text","text":"Most"}}}},
                 "service":{"value":{"type":"static_select","selected_option":null}},
                 "owner":{"value":{"type":"users_select","selected_user":"U1"}},
                 "others":{"value":{"type":"multi_users_select","selected_users":["U1","U2"]}},
                 "why":{"value":{"type":"plain_text_input","value":null}}}
                """
            )!
            .AsObject();
        Assert.Equal(
            [("others", "U1,U2"), ("owner", "U1"), ("rest", "all cards fail"), ("who", "most")],
            SlackForms.Values(state).OrderBy(v => v.Key).Select(v => (v.Key, v.Value))
        );
    }

    [Fact]
    public void Errors_stand_at_their_fields_and_none_is_lost()
    {
        var errors = SlackForms.Errors(
            new Dictionary<string, string> { ["who"] = "Choose one.", ["gate"] = "Not yet." },
            ["title", "who"]
        );
        Assert.Equal(
            """{"response_action":"errors","errors":{"who":"Choose one.","title":"Not yet."}}""",
            errors.ToJsonString()
        );
        Assert.Empty(BlockKitValidator.Check("response_action", errors));
    }

    // Whatever people type: Slack takes it, and nothing of it becomes a broadcast or somebody else's link.
    [Fact]
    public void Hostile_texts_stay_texts()
    {
        var random = new Random(20_261_121);
        for (var run = 0; run < 400; run++)
        {
            var message = HostileChat.Message(random, run);
            var rendered = SlackBlocks.Render(message, Now);
            Assert.Equal([], BlockKitValidator.Check("response_message", rendered));
            AssertHarmless(rendered);

            var form = HostileChat.Form(random);
            Assert.Equal(
                [],
                BlockKitValidator.Check("view_modal", SlackForms.Render(form, new FormContext("INC-7", "C1"), Now))
            );
        }
    }

    internal static Form Everything { get; } =
        new()
        {
            Verb = "impact",
            Title = "Who is hit, and how badly?",
            Submit = "Record impact",
            Intro = $"{Markup.Bold("Unknown")} is an answer.",
            Lead = "#2",
            Fields =
            [
                new FormField
                {
                    Key = "who",
                    Label = "Who?",
                    Kind = FieldKind.Choice,
                    Value = "most",
                    Options = [new("most", "Most users"), new("unknown", "Unknown")],
                },
                new FormField
                {
                    Key = "how-bad",
                    Label = "What?",
                    Kind = FieldKind.Choice,
                    Options = [new("whole", new string('x', 70)), new("flow", "Main flow")],
                },
                new FormField
                {
                    Key = "service",
                    Label = "Service",
                    Kind = FieldKind.Select,
                    Optional = true,
                    Options = [new("checkout", "Checkout")],
                },
                new FormField
                {
                    Key = "owner",
                    Label = "Owner",
                    Kind = FieldKind.Person,
                    Value = "U1",
                },
                new FormField
                {
                    Key = "others",
                    Label = "Others",
                    Kind = FieldKind.People,
                    Value = "U1,U2, me",
                    Optional = true,
                },
                new FormField
                {
                    Key = "symptom",
                    Label = "In short",
                    Value = "cards fail",
                    Hint = "As a customer would say it",
                },
                new FormField
                {
                    Key = "rest",
                    Label = "More",
                    Kind = FieldKind.Paragraph,
                    Optional = true,
                    LengthMax = 5_000,
                },
            ],
        };

    private static void AssertHarmless(JsonObject rendered)
    {
        foreach (var text in Texts(rendered).Append(rendered["text"]!.GetValue<string>()))
        {
            foreach (Match mark in Mark().Matches(text))
                Assert.Matches(Allowed(), mark.Value);
            Assert.DoesNotMatch(Bare(), text);
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o when o["type"]?.ToString() == "mrkdwn" => [o["text"]!.GetValue<string>()],
            JsonObject o => o.SelectMany(p => Texts(p.Value)),
            JsonArray a => a.SelectMany(Texts),
            _ => [],
        };

    [GeneratedRegex("<[^<>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^<(@[UW][A-Z0-9_]+|@[A-Z][A-Z0-9_]+|#[A-Z][A-Z0-9_]+|!subteam\^S[A-Z0-9_]+|!date\^\d+\^[^|<>]+\|[^|<>]+|https?://[^|<>]+(\|[^|<>]+)?|mailto:[^|<>]+(\|[^|<>]+)?)>$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Allowed();

    [GeneratedRegex("<(?![^<>]*>)|<!(channel|here|everyone)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bare();
}

/// <summary>Compares with a stored file; a new or changed one is written beside it as <c>.received.json</c>.</summary>
internal static class Approved
{
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Check(string name, JsonNode actual)
    {
        var folder = Path.Combine(Samples.Folder, "../Approved");
        var file = Path.Combine(folder, name + ".json");
        var text = actual.ToJsonString(Pretty) + "\n";
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return;
        File.WriteAllText(Path.Combine(folder, name + ".received.json"), text);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", text);
    }
}
