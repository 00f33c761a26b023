using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>
/// One incident in which every word that people type is like no other, and some of whose entries are redacted. What a
/// host would keep is kept here: facts as text, effects, answers. The same seed, the same incident.
/// </summary>
public sealed partial class RandomErasure(int seed)
{
    private const int Lines = 7;
    private static readonly SpokenTexts Spoken = new(FactJson.Options);
    private static readonly string[] Names = ["ana", "ben", "cleo"];

    private readonly Random _random = new(seed);
    private readonly List<string> _script = [$"seed {seed}"];
    private readonly List<Recorded> _history = [];
    private readonly Dictionary<long, string?> _contents = [];
    private readonly List<Effect> _effects = [];
    private readonly List<Reply> _replies = [];
    private readonly List<ChatAction> _buttons = [];
    private Incident _incident = Incident.None("INC-7");
    private DateTimeOffset _now = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);
    private Form? _form;
    private int _words;

    /// <summary>How many entries were redacted that had words of their own.</summary>
    public int Redacted { get; private set; }

    /// <summary>What did not hold, with the lines that lead to it; null: all did.</summary>
    public string? Broken { get; private set; }

    /// <summary>Which kinds of facts lost words.</summary>
    public HashSet<string> Kinds { get; } = [];

    /// <summary>Runs it.</summary>
    public RandomErasure Go()
    {
        Type("ana", Fill(ErasureLines.Declarations[_random.Next(ErasureLines.Declarations.Length)]));
        if (_random.Next(2) == 0)
            foreach (var line in PhaseWays.All[_random.Next(PhaseWays.All.Count)].Lines)
                Type("ana", line == PhaseWays.HalfAnHour ? "status" : line);
        for (var i = 0; i < Lines && Broken is null; i++)
            Step();
        for (var i = 0; i < 2 && Broken is null; i++)
            Redact();
        return this;
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case 0:
                Wait();
                break;
            case 1:
                Decide(ErasureLines.Signal(_random, Phrase, _now), Person.System);
                break;
            case 2 when _form is { } form:
                Type(Who(), Filled(form));
                break;
            case 3 or 4 when _buttons.Count > 0:
                Type(Who(), _buttons[_random.Next(_buttons.Count)].Command);
                break;
            case 5:
                Redact();
                break;
            default:
                Type(Who(), Fill(ErasureLines.All[_random.Next(ErasureLines.All.Length)]));
                break;
        }
    }

    private void Wait()
    {
        var until = _now.AddMinutes(_random.Next(1, 90));
        for (var i = 0; i < 60 && Due(until) is { Key: not null } due; i++)
        {
            _now = due.Value > _now ? due.Value : _now;
            Decide(new DeadlineFell(due.Key, due.Value), Person.System);
        }

        _now = until;
    }

    private KeyValuePair<string, DateTimeOffset> Due(DateTimeOffset until) =>
        _incident.Deadlines.Where(due => due.Value <= until).OrderBy(due => due.Value).FirstOrDefault();

    private void Redact()
    {
        var entry = _random.Next(1, (int)_incident.Seq + 1);
        var before = _incident;
        if (before.Stored(entry) is not { } recorded)
            return;
        var own = OwnTokens(recorded);
        var told = Type(Who(), $"redact {entry} it names somebody confirm: {entry}");
        var redactions = told.Select(fact => fact.Fact).OfType<EntryRedacted>().ToList();
        if (redactions.Count == 0)
        {
            Holds(own.Count == 0 || told.Count == 0, $"entry {entry} has words and was not redacted");
            return;
        }

        Erase(before, redactions);
        Redacted += own.Count > 0 ? 1 : 0;
        Kinds.UnionWith(redactions.Select(one => Vocabulary.NameOf(one.Remains)));
        Gone(own, entry);
        Same(before, redactions);
        Replayed(redactions);
    }

    // What a host does in the same transaction.
    private void Erase(Incident before, List<EntryRedacted> redactions)
    {
        foreach (var redaction in redactions)
            _contents[redaction.Entry] = null;
        var forgotten = Redaction.Forgotten(before, redactions);
        for (var i = 0; i < _effects.Count; i++)
            _effects[i] = RedactedEffects.Of(_effects[i], forgotten, before.Id);
        for (var i = 0; i < _replies.Count; i++)
            _replies[i] = RedactedEffects.Of(_replies[i], forgotten);
    }

    // A word that no earlier entry has is the entry's own.
    private HashSet<string> OwnTokens(Recorded recorded)
    {
        var said = Tokens(string.Join(' ', Redaction.TextsOf(recorded.Fact)));
        var earlier = _incident
            .AllStored()
            .TakeWhile(fact => fact.Seq < recorded.Seq)
            .SelectMany(fact => Tokens(FactJson.Write(fact.Fact)));
        said.ExceptWith(earlier);
        return said;
    }

    private void Gone(HashSet<string> own, long entry)
    {
        void Look(string where, string? text)
        {
            if (text is not null && Tokens(text).FirstOrDefault(own.Contains) is { } token)
                Holds(false, $"“{token}” of entry {entry} stands in {where}: {text}");
        }

        foreach (var (seq, content) in _contents)
            Look($"fact {seq}", content);
        foreach (var effect in _effects)
            Look("an effect", JsonSerializer.Serialize(effect, FactJson.Options));
        foreach (var reply in _replies)
            Look("an answer", JsonSerializer.Serialize(reply, FactJson.Options));
        Look("the state", StateText.Of(_incident));
    }

    // The same state but for words: what was decided, when and by whom, in the same places.
    private void Same(Incident before, List<EntryRedacted> redactions)
    {
        var after = before;
        foreach (var redaction in redactions)
            after = after.After(
                new Recorded(after.Seq + 1, redaction, Person.System, before.LastAt, before.LastAt, "engine")
            );
        var (was, now) = (JsonNode.Parse(StateText.Of(before))!, JsonNode.Parse(StateText.Of(after))!);
        foreach (var state in new[] { was, now })
        foreach (var field in new[] { "seq", "lastAt", "log" })
            state.AsObject().Remove(field);
        var path = Differs(was, now, "");
        Holds(path is null, $"more than words changed: {path}");
    }

    private static string? Differs(JsonNode? was, JsonNode? now, string path)
    {
        if (now is JsonValue text && text.ToString().Contains(ForgottenWords.Mark, StringComparison.Ordinal))
            return was is JsonValue ? null : path;
        if (was is JsonArray before && now is JsonArray after)
            return DiffersInOrder(before, after, path);
        if (was is JsonObject fields && now is JsonObject others)
            return DiffersByName(fields, others, path);
        return JsonNode.DeepEquals(was, now) ? null : path;
    }

    private static string? DiffersInOrder(JsonArray before, JsonArray after, string path)
    {
        if (before.Count != after.Count)
            return $"{path}: {before.Count} are {after.Count}";
        return before
            .Zip(after)
            .Select((pair, i) => Differs(pair.First, pair.Second, $"{path}[{i}]"))
            .FirstOrDefault(at => at is not null);
    }

    // A name may be words, too; then its place is taken by the mark of what was forgotten.
    private static string? DiffersByName(JsonObject before, JsonObject after, string path)
    {
        var lost = before.Where(field => !after.ContainsKey(field.Key)).Select(field => field.Key).ToList();
        var marks = after.Count(other => other.Key.Contains(ForgottenWords.Mark, StringComparison.Ordinal));
        if (lost.Count > 0 && marks == 0)
            return $"{path}.{lost[0]}";
        return before
            .Where(field => after.ContainsKey(field.Key))
            .Select(field => Differs(field.Value, after[field.Key], $"{path}.{field.Key}"))
            .FirstOrDefault(at => at is not null);
    }

    private void Replayed(List<EntryRedacted> redactions)
    {
        var stored = _history.Select(fact =>
            _contents[fact.Seq] is { } content
                ? fact with
                {
                    Fact = FactJson.Read(Vocabulary.NameOf(fact.Fact), content),
                }
                : fact with
                {
                    Fact = new ErasedFact(Vocabulary.NameOf(fact.Fact)),
                    Link = null,
                }
        );
        Holds(
            StateText.Of(_incident) == StateText.Of(Incident.Replay("INC-7", stored)),
            $"the replay after {redactions.Count} redactions is another state"
        );
    }

    private IReadOnlyList<Recorded> Type(string who, string line)
    {
        _script.Add($"{_now:HH:mm:ss} {who}: {line}");
        var by = new Person("U" + who.ToUpperInvariant(), who);
        var parsed = ContextOf(by).Read(line);
        if (parsed.Command is not { } command || (command.Declares && _incident.Seq > 0))
            return [];
        return Decide(command, by);
    }

    private IReadOnlyList<Recorded> Decide(IncidentCommand command, Person by)
    {
        var verdict = Decider.Run(_incident, command, ContextOf(by));
        _incident = verdict.After;
        _history.AddRange(verdict.Facts);
        foreach (var fact in verdict.Facts)
            _contents[fact.Seq] = FactJson.Write(fact.Fact);
        _effects.AddRange(verdict.Effects);
        _replies.Add(verdict.Reply);
        _form = verdict.Reply.Form ?? _form;
        var messages = verdict.Effects.Select(MessageOf).Append(verdict.Reply.Message).OfType<ChatMessage>();
        _buttons.AddRange(messages.SelectMany(message => message.Actions).Where(action => action.Url is null));
        if (_buttons.Count > 20)
            _buttons.RemoveRange(0, _buttons.Count - 20);
        return verdict.Facts;
    }

    private static ChatMessage? MessageOf(Effect effect) =>
        effect switch
        {
            Effect.Post post => post.Message,
            Effect.Tell tell => tell.Message,
            Effect.Direct direct => direct.Message,
            Effect.Edit edit => edit.Message,
            _ => null,
        };

    // An option, what was proposed, or any words.
    private string Answer(FormField field)
    {
        if (field.Options.Count > 0)
            return field.Options[_random.Next(field.Options.Count)].Value;
        return field.Value is { Length: > 0 } known && _random.Next(3) > 0 ? known : Phrase();
    }

    private string Filled(Form form)
    {
        var line = new Engine.Words.CommandLine(form.Verb, form.Lead);
        foreach (var field in form.Fields)
        {
            var value = Answer(field);
            line =
                field.Key == "rest"
                    ? line with
                    {
                        Rest = $"{form.Lead} {value}".Trim(),
                    }
                    : line with
                    {
                        Keys = line.Keys.SetItem(field.Key, value),
                    };
        }

        return line.ToWords();
    }

    // {s}: words that nobody said before, now and then among ordinary ones.
    private string Fill(string template) => Hole().Replace(template, _ => Phrase());

    private string Phrase() =>
        _random.Next(9) switch
        {
            0 or 4 or 5 or 6 or 7 => Word(),
            1 => $"{Word()} is {Word()}",
            2 => $"the {Word()}, {Word()} and {Word()}-{Word()}",
            3 => string.Join(' ', Enumerable.Range(0, 30).Select(_ => Word())),
            _ => $"{Word()} https://{Word()}.test/{Word()} of “{Word()}”",
        };

    private string Word() => $"Zq{seed % 1000}w{++_words}x";

    private string Who() => Names[_random.Next(Names.Length)];

    private static HashSet<string> Tokens(string text) =>
        [.. Token().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private void Holds(bool condition, string what)
    {
        if (!condition)
            Broken ??= $"Broken: {what}\n{string.Join('\n', _script)}";
    }

    private DecisionContext ContextOf(Person by) =>
        new(_now, by, Policy.Default)
        {
            Language = Language.Whole,
            Origin = new Origin("slack", "T0", "C0PAYMENTS"),
            Source = by.IsHuman ? "slack" : "clock",
            FindPerson = name =>
                name.Trim('@', '<', '>').Split('|')[0] is var id && Names.Contains(id.ToLowerInvariant().TrimStart('u'))
                    ? new Person("U" + id.ToUpperInvariant().TrimStart('U'), id.ToLowerInvariant())
                    : null,
        };

    [GeneratedRegex(@"\{s\}")]
    private static partial Regex Hole();

    [GeneratedRegex("zq[0-9]+w[0-9]+x", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
