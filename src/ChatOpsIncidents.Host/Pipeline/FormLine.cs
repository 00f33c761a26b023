using System.Collections.Immutable;
using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>A submitted form as a command line.</summary>
public static class FormLine
{
    /// <summary>The verb, the text without a key, and the keys that are filled in.</summary>
    public static CommandLine Of(RequestInput.Filled form)
    {
        if (WhichIncident.LineOf(form.Values) is { } whole)
            return whole;
        var values = form.Values.ToImmutableDictionary(pair => pair.Key, pair => Grammar.Tidy(pair.Value));
        var rest = values.GetValueOrDefault("rest", "");
        return new CommandLine(form.Verb, $"{form.Lead} {rest}".Trim())
        {
            Keys = values
                .Where(pair => pair.Key != "rest" && pair.Value.Length > 0)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        };
    }
}
