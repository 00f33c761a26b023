using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatOpsIncidents.Host.Tests.House;

/// <summary>No folder of the engine uses one that uses it, on no level: neither the folders of files nor those above
/// them.</summary>
public sealed class FolderTests
{
    private const string Engine = "ChatOpsIncidents.Engine";

    // All uses of one folder's types in another's files: the two namespaces, and one place each.
    private static readonly Lazy<IReadOnlyDictionary<(string From, string To), string>> Uses = new(FindUses);

    [Fact]
    public void The_engines_uses_are_found() =>
        Assert.Contains(($"{Engine}.Deciding", $"{Engine}.Model"), Uses.Value.Keys);

    [Theory]
    [InlineData(3)] // The engine's own folders.
    [InlineData(4)] // With the four groups of features.
    [InlineData(int.MaxValue)] // Every folder that holds files.
    public void No_folder_of_the_engine_is_in_a_circle(int levels)
    {
        var arrows = Uses
            .Value.Select(use => (From: Cut(use.Key.From, levels), To: Cut(use.Key.To, levels), Place: use.Value))
            .Where(arrow => arrow.From != arrow.To)
            .ToLookup(arrow => arrow.From);
        var circle = arrows.Select(group => CircleFrom(group.Key, arrows)).FirstOrDefault(found => found is not null);
        Assert.True(circle is null, $"A circle: {circle}");
    }

    private static string Cut(string space, int levels) => string.Join('.', space.Split('.').Take(levels));

    private static string? CircleFrom(string start, ILookup<string, (string From, string To, string Place)> arrows)
    {
        var seen = new HashSet<string>();
        var open = new Queue<(string At, string Way)>([(start, start)]);
        while (open.TryDequeue(out var here))
        {
            foreach (var arrow in arrows[here.At])
            {
                var way = $"{here.Way} → {arrow.To} ({arrow.Place})";
                if (arrow.To == start)
                    return way;
                if (seen.Add(arrow.To))
                    open.Enqueue((arrow.To, way));
            }
        }

        return null;
    }

    private static Dictionary<(string From, string To), string> FindUses()
    {
        var trees = SourceText
            .Trees.Where(tree =>
                SourceText.Relative(tree.FilePath).StartsWith($"src/{Engine}/", StringComparison.Ordinal)
            )
            .ToList();
        var compilation = Compile(trees);
        var uses = new Dictionary<(string From, string To), string>();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            var from = tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Single();
            foreach (var name in from.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (SpaceOf(model.GetSymbolInfo(name).Symbol) is { } to && to != from.Name.ToString())
                    uses.TryAdd((from.Name.ToString(), to), SourceText.Place(name));
            }
        }

        return uses;
    }

    private static string? SpaceOf(ISymbol? symbol)
    {
        var type = symbol is ITypeSymbol ? symbol : symbol?.ContainingType;
        var space = type?.ContainingNamespace?.ToDisplayString();
        return space?.StartsWith(Engine, StringComparison.Ordinal) == true ? space : null;
    }

    private static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees)
    {
        string[] system = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading"];
        var spaces = trees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Select(space => space.Name.ToString());
        var usings = string.Concat(system.Concat(spaces).Distinct().Select(space => $"global using {space};\n"));
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ChatOpsIncidents", StringComparison.Ordinal));
        return CSharpCompilation.Create(
            "Engine",
            [.. trees, CSharpSyntaxTree.ParseText(usings)],
            assemblies.Select(path => MetadataReference.CreateFromFile(path))
        );
    }
}
