using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>Why what was typed proves no recovery, and what to type instead.</summary>
internal static partial class ProofFaults
{
    /// <summary>The first fault of a proof; null: it is one.</summary>
    public static Refusal? Of(string url, ProofText proof)
    {
        if (proof.NowValue is not { } now)
            return IsSilence(proof.Now) ? Silence(url) : NoValue(url, proof);
        if (proof.BeforeValue is not { } before)
            return NoBefore(url, proof, now);
        if (!now.IsLike(before))
            return Unlike(url, now, before);
        return now.IsWorseThan(before, MeasuredValue.IsLowBetter(proof.Now)) ? Worse(url, proof, now, before) : null;
    }

    /// <summary>A link is wanted.</summary>
    public static Refusal NoLink(string typed) =>
        new(
            "no-link",
            $"“{typed}” is no http or https link. Recovery is proven with a dashboard or a query.",
            new NextStep("Type", "verify manual <link> <value now> before: <value before the incident>")
        )
        {
            Fields = new Dictionary<string, string> { ["link"] = "An http or https link." },
        };

    // Words that say that nothing was heard prove nothing.
    private static bool IsSilence(string observed) => SilenceForm().IsMatch(observed);

    private static Refusal Silence(string url) =>
        new(
            "silence-is-no-proof",
            "That nobody complains proves nothing: people stop reporting long before it works again. What value does "
                + "the dashboard show, now and before?",
            Line(url)
        )
        {
            Fields = new Dictionary<string, string> { ["rest"] = "A value from monitoring, not silence." },
        };

    private static Refusal NoValue(string url, ProofText proof) =>
        new(
            "no-value",
            (proof.Now.Length == 0 ? "A link alone" : $"“{Markup.Clean(proof.Now)}”")
                + " is no value. What does the dashboard show now, and what did it show before the incident?",
            Line(url)
        )
        {
            Form = VerifyManually.Ask(url, proof.Now, proof.Before),
            Fields = new Dictionary<string, string> { ["rest"] = "A value, for example “error ratio 0.1 %”." },
        };

    private static Refusal NoBefore(string url, ProofText proof, MeasuredValue now) =>
        new(
            "no-baseline",
            $"{now.Text} now: what was it before the incident? Only both together show that it has recovered.",
            new NextStep("Type", $"verify manual {url} {proof.Now} before: <value before the incident>")
        )
        {
            Form = VerifyManually.Ask(url, proof.Now, proof.Before),
            Fields = new Dictionary<string, string>
            {
                ["before"] = "The value before the incident, for example 0.1 %.",
            },
        };

    private static Refusal Unlike(string url, MeasuredValue now, MeasuredValue before) =>
        new("no-comparison", $"{now.Text} and {before.Text} are not of one kind: say both in the same unit.", Line(url))
        {
            Fields = new Dictionary<string, string> { ["before"] = "In the same unit as the value now." },
        };

    private static Refusal Worse(string url, ProofText proof, MeasuredValue now, MeasuredValue before)
    {
        var isNamed = MeasuredValue.IsLowBetter(proof.Now) is not null;
        return new Refusal(
            "worse-than-before",
            isNamed
                ? $"{now.Text} now against {before.Text} before: that is not as before, so it is no proof of recovery."
                : $"{now.Text} now against {before.Text} before: they differ, and I cannot tell which is better. Say "
                    + "what is measured, for example “error ratio” or “success rate”.",
            Line(url),
            new NextStep("See the checks", "verify")
        )
        {
            Fields = new Dictionary<string, string> { ["rest"] = $"It was {before.Text} before the incident." },
        };
    }

    private static NextStep Line(string url) =>
        new("Type", $"verify manual {url} <value now> before: <value before the incident>");

    [GeneratedRegex(
        @"\b(no(body| ?one| (\w+ )?(complaints?|reports?|tickets?|calls?|news|alerts?|noise|issues?|problems?))"
            + @"|quiet|silen(ce|t)|calm|(stopped|not) (complaining|reporting)|nothing (heard|new|reported|since)"
            + @"|(looks?|seems?|feels?|all) (good|fine|ok(ay)?|better|well))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SilenceForm();
}
