using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatOpsIncidents.Engine.Forgetting;

/// <summary>
/// Finds and replaces the texts of a value that are somebody's words: all of them, however deep, but those marked
/// <see cref="CodeAttribute"/>. It walks the value as it is stored, so that what is not stored does not count.
/// </summary>
public sealed class SpokenTexts
{
    private readonly JsonSerializerOptions options;

    /// <summary>For values that are stored so.</summary>
    public SpokenTexts(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        this.options = options;
    }

    /// <summary>The texts, in the order in which they are stored.</summary>
    public IReadOnlyList<string> Of<T>(T value)
        where T : class
    {
        List<string> texts = [];
        Replace(
            value,
            text =>
            {
                texts.Add(text);
                return text;
            }
        );
        return texts;
    }

    /// <summary>The texts that are marked as codes.</summary>
    public IReadOnlyList<string> CodesOf<T>(T value)
        where T : class
    {
        List<string> codes = [];
        var type = options.GetTypeInfo(typeof(T));
        Visit(JsonSerializer.SerializeToNode(value, type)!, type, text => text, codes.Add);
        return codes;
    }

    /// <summary>The value with other texts; the same object where none is another.</summary>
    public T Replace<T>(T value, Func<string, string> replace)
        where T : class
    {
        var type = options.GetTypeInfo(typeof(T));
        var json = JsonSerializer.SerializeToNode(value, type)!;
        return Visit(json, type, replace) ? (T)json.Deserialize(type)! : value;
    }

    /// <summary>The properties of a stored type and of all that it holds, with whether each is words.</summary>
    /// <param name="type">A stored type; of a family of types, each is asked for by itself.</param>
    public IEnumerable<(string Path, bool IsWords)> Properties(Type type) => Properties(options.GetTypeInfo(type), "");

    private IEnumerable<(string Path, bool IsWords)> Properties(JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties.Where(property => property.Get is not null))
        {
            var (held, name) = (Held(property.PropertyType), $"{path}{property.Name}");
            if (held.Type == typeof(string))
                yield return (name, !IsCode(property));
            else if (held.Kind == JsonTypeInfoKind.Object && held.PolymorphismOptions is null)
            {
                foreach (var inner in Properties(held, name + "."))
                    yield return IsCode(property) ? (inner.Path, false) : inner;
            }
        }
    }

    private JsonTypeInfo Held(Type type)
    {
        var held = options.GetTypeInfo(type);
        return held.ElementType is { } element ? Held(element) : held;
    }

    private bool Visit(JsonNode node, JsonTypeInfo type, Func<string, string> replace, Action<string>? heardCode = null)
    {
        var changed = false;
        if (type.ElementType is { } element)
        {
            var held = options.GetTypeInfo(element);
            foreach (var (item, set) in Items(node))
                changed |= VisitOne(item, held, set, replace, heardCode);
        }

        if (node is not JsonObject fields || type.Kind != JsonTypeInfoKind.Object)
            return changed;
        foreach (var property in Actual(fields, type).Properties)
        {
            if (fields[property.Name] is not { } value)
                continue;
            if (IsCode(property))
                Hear(value, heardCode);
            else
                changed |= VisitOne(
                    value,
                    options.GetTypeInfo(property.PropertyType),
                    text => fields[property.Name] = text,
                    replace,
                    heardCode
                );
        }

        return changed;
    }

    private bool VisitOne(
        JsonNode value,
        JsonTypeInfo type,
        Action<string> set,
        Func<string, string> replace,
        Action<string>? heardCode
    )
    {
        if (type.Type != typeof(string))
            return Visit(value, type, replace, heardCode);
        var (before, after) = (value.GetValue<string>(), replace(value.GetValue<string>()));
        if (before == after)
            return false;
        set(after);
        return true;
    }

    private static void Hear(JsonNode value, Action<string>? heardCode)
    {
        if (value is JsonArray list)
            foreach (var item in list.OfType<JsonNode>())
                Hear(item, heardCode);
        else if (value.GetValueKind() == JsonValueKind.String)
            heardCode?.Invoke(value.GetValue<string>());
    }

    private static IEnumerable<(JsonNode Item, Action<string> Set)> Items(JsonNode node) =>
        node switch
        {
            JsonArray list => Enumerable
                .Range(0, list.Count)
                .Where(at => list[at] is not null)
                .Select(at => (list[at]!, (Action<string>)(text => list[at] = text))),
            JsonObject map => map.Where(pair => pair.Value is not null)
                .ToList()
                .Select(pair => (pair.Value!, (Action<string>)(text => map[pair.Key] = text))),
            _ => [],
        };

    // Of a family of types the stored name says which it is.
    private JsonTypeInfo Actual(JsonObject fields, JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is not { } family)
            return type;
        var name = fields[family.TypeDiscriminatorPropertyName]?.GetValue<string>();
        var actual = family.DerivedTypes.FirstOrDefault(derived => derived.TypeDiscriminator as string == name);
        return actual.DerivedType is { } known ? options.GetTypeInfo(known) : type;
    }

    private static bool IsCode(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(CodeAttribute), false) == true
        || property.PropertyType.IsDefined(typeof(CodeAttribute), false);
}
